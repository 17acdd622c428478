"""Agreement: the same values as nltk and scikit-learn give, of characters, sentences, stories."""

import json
import warnings
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.cli import main
from reader.text import sentences
from reader.workspace.analyses.agreement.coefficients import Annotator, Mark, agreement

TEXTS = {"a": "One sentence. Another one! A third.", "b": "Short. Or not?", "c": "Nothing."}
MARKS = st.sampled_from(sorted(TEXTS)).flatmap(
    lambda document: st.builds(
        lambda ends, tag: Mark(document, min(ends), max(ends) + 1, tag),
        st.tuples(*[st.integers(0, len(TEXTS[document]) - 1)] * 2),
        st.sampled_from(["claim", "quote"]),
    )
)
PEOPLE = st.lists(
    st.builds(
        lambda marks, documents: (marks, documents | {mark.document for mark in marks}),
        st.frozensets(MARKS, max_size=4),
        st.frozensets(st.sampled_from(sorted(TEXTS))),
    ),
    min_size=2,
    max_size=4,
)


def units(
    people: list[Annotator], tag: str, kind: str
) -> dict[int, list[tuple[tuple[str, int, int], bool]]]:
    """Return what each person says of each unit that two at least have judged, the plain way."""
    said: dict[int, list[tuple[tuple[str, int, int], bool]]] = {}
    for document, text in TEXTS.items():
        if sum(document in one.documents for one in people) < 2:
            continue
        spans = (
            [(at, at + 1) for at in range(len(text))]
            if kind == "characters"
            else [(each.start, each.end) for each in sentences(text)]
        )
        for number, one in enumerate(people):
            if document in one.documents:
                for start, end in spans:
                    yes = any(
                        mark.document == document
                        and mark.tag == tag
                        and mark.start < end
                        and start < mark.end
                        for mark in one.marks
                    )
                    said.setdefault(number, []).append(((document, start, end), yes))
    return said


# nltk and scikit-learn take more than a second to load: only where they are called.
@given(PEOPLE)
def test_kappa_and_alpha_are_those_of_scikit_learn_and_nltk(
    drawn: list[tuple[frozenset[Mark], frozenset[str]]],
) -> None:
    from nltk.metrics.agreement import AnnotationTask
    from sklearn.metrics import cohen_kappa_score

    people = [
        Annotator(name=str(number), documents=documents, marks=marks)
        for number, (marks, documents) in enumerate(drawn)
    ]
    found = agreement(people, TEXTS)
    for row, kind in product(found.tags, ("characters", "sentences")):
        said = units(people, row.tag, kind)
        kappa, alpha = (getattr(row, f"{name}_{kind}") for name in ("kappa", "alpha"))
        values = {yes for rows in said.values() for _, yes in rows}
        if len(values) < 2:
            assert alpha is None
            continue
        task = AnnotationTask(
            data=[(who, unit, yes) for who, rows in said.items() for unit, yes in rows]
        )
        assert alpha == pytest.approx(task.alpha())
        if len(people) == 2:
            ours, theirs = ([yes for _, yes in said[number]] for number in (0, 1))
            assert kappa == pytest.approx(cohen_kappa_score(ours, theirs))


@given(st.data())
def test_stories_are_compared_as_scikit_learn_does(data: st.DataObject) -> None:
    from sklearn.metrics import adjusted_rand_score

    documents = [f"d{number}" for number in range(7)]
    links = st.lists(st.tuples(*[st.sampled_from(documents)] * 2), max_size=5)
    one, other = (
        Annotator(
            name=name,
            documents=frozenset(documents),
            marks=frozenset(),
            kinds={frozenset(pair): "edited" for pair in data.draw(links)},
        )
        for name in "ab"
    )
    assume(one.links or other.links)

    def labels(person: Annotator) -> list[int]:
        group = {document: number for number, document in enumerate(documents)}
        for a, b in person.links * len(documents):
            group[a] = group[b] = min(group[a], group[b])
        return [group[document] for document in documents]

    texts = dict.fromkeys(documents, "x")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = adjusted_rand_score(labels(one), labels(other))
    assert agreement([one, other], texts).stories == pytest.approx(expected)


def test_f1_of_the_same_spans_and_of_those_that_overlap() -> None:
    one = frozenset({Mark("a", 0, 3, "claim"), Mark("a", 4, 12, "claim"), Mark("b", 0, 5, "quote")})
    other = frozenset(
        {Mark("a", 0, 3, "claim"), Mark("a", 6, 20, "claim"), Mark("b", 7, 9, "claim")}
    )
    people = [
        Annotator(name=name, documents=frozenset("ab"), marks=marks)
        for name, marks in (("one", one), ("other", other))
    ]
    claim, quote = agreement(people, TEXTS).tags
    assert claim.passages == (2, 3)
    assert claim.f1_exact == pytest.approx(2 * 1 / 5)
    assert claim.f1_overlapping == pytest.approx(2 * (2 / 2) * (2 / 3) / (1 + 2 / 3))
    assert (quote.f1_exact, quote.f1_overlapping) == (0, 0)


def labelled(path: Path, *labels: tuple[int, int, str]) -> Path:
    row = {"text": TEXTS["a"], "label": labels, "meta": {"document": "a"}}
    path.write_text(json.dumps(row), "utf-8")
    return path


def test_two_exports_are_compared_on_the_command_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ada = labelled(tmp_path / "ada.jsonl", (0, 13, "claim"))
    mina = labelled(tmp_path / "mina.jsonl", (0, 13, "claim"), (14, 26, "claim"))
    arguments = ["agreement", str(ada), str(mina), "--from", "doccano"]
    assert main([*arguments, "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    (claim,) = found["tags"]
    assert found["annotators"] == ["ada", "mina"]
    assert (found["documents"], found["sentences"], claim["passages"]) == (1, 3, [1, 2])
    assert claim["f1_exact"] == pytest.approx(2 / 3)
    assert main(arguments) == 0
    shown = capfd.readouterr().out
    assert "ada, mina: 1 document, 3 sentences, 35 characters" in shown
    assert "0.667" in shown and "stories: –" in shown


def test_two_annotation_files_are_compared_without_the_corpus(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    document = "harbor-bridge/clean-text.txt"
    text = (corpus / document).read_text("utf-8")
    for name, end in (("ada", 40), ("mina", 60)):
        row = {"text": text, "label": [[0, end, "claim"]], "meta": {"document": document}}
        made = tmp_path / f"{name}.jsonl"
        made.write_text(json.dumps(row), "utf-8")
        own = str(tmp_path / f"{name}.json")
        arguments = ["import", str(corpus), str(made), "--format", "doccano"]
        assert main([*arguments, "--annotations", own]) == 0
    files = [str(tmp_path / f"{name}.json") for name in ("ada", "mina")]
    before = [Path(file).read_bytes() for file in files]
    capfd.readouterr()
    assert main(["agreement", *files, "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    (claim,) = (row for row in found["tags"] if row["tag"] == "claim")
    assert (claim["f1_exact"], claim["f1_overlapping"]) == (0, 1)
    assert found["characters"] == len(text)
    assert [Path(file).read_bytes() for file in files] == before


def test_a_file_that_is_no_work_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, data in (("a.json", "[]"), ("b.json", "no work at all")):
        (tmp_path / name).write_text(data, "utf-8")
    assert main(["agreement", str(tmp_path / "a.json"), str(tmp_path / "b.json")]) != 0
    assert "a.json" in capfd.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.json"]
