"""Each cache version is bound to what it stands for: other output needs another version.

    python -m tests.test_cache_versions        write what is found now, for raised versions

What is cached under a version would be wrong where the output of an analysis changes and the
version does not. The outputs for the sample corpus and for texts below are kept as hashes.
"""

import hashlib
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reader import cleaning, entities
from reader.cleaning import Article
from reader.corpus import Corpus, Document, decoded
from reader.corpus.forms import FORMS, Form, Part, form_by_look, form_of
from reader.corpus.reading import AS_THEY_STAND, READING_VERSION
from reader.duplicates import (
    SIGNATURE_VERSION,
    VERSION,
    CandidateIndex,
    Evidence,
    Segment,
    Signature,
    Version,
)
from reader.resources import seeds_folder
from reader.workspace.analyses.names.entity_joining import indexed
from reader.workspace.analyses.names.mentions import mentions_of
from reader.workspace.analyses.reading import examining, survey
from reader.workspace.analyses.reading.indexing import indexed_document
from reader.workspace.cache.analysis_cache import CACHE_LAYOUT, CACHE_TABLES
from reader.workspace.cache.article_codec import encoded_article
from reader.workspace.cache.document_summary import SUMMARY_VERSION, DocumentSummary
from reader.workspace.cache.entity_index import INDEX_VERSION, encoded_index
from reader.workspace.cache.mention_codec import cache_version, encoded_mentions, names_in
from reader.workspace.cache.text_index import TEXTS_LAYOUT, TEXTS_TABLES
from tests.corpus.samples import makers
from tests.corpus.test_guessing import PAIRS, SAMPLES

RECORD = Path(__file__).parent / "cache_versions.json"
TEXTS = (
    "The council of Arden closed the bridge on Monday, Mayor Ruth Calloway said, for $4m.",
    "Am 14. Mai tagte der Rat. „Die Brücke bleibt zu“, sagte die Bürgermeisterin Zoë Müller.",
    "اجتمع المجلس يوم الثلاثاء في القاعة القديمة. قال رئيس المجلس إن الجسر مغلق.",
    "议会星期二在旧大厅开会。大桥仍然关闭。",
    "",
)


@cache
def documents() -> list[tuple[Document, Article, DocumentSummary]]:
    corpus = Corpus([seeds_folder()])
    found = []
    for one in (corpus.read(entry) for entry in corpus.scan() if not entry.problem):
        article = cleaning.clean(one.source, one.format)
        found.append((one, article, DocumentSummary.of(one, article)))
    return found


def articles() -> Iterator[bytes]:
    return (encoded_article(article) for _, article, _ in documents())


def summaries() -> Iterator[bytes]:
    return (summary.to_json().encode() for _, _, summary in documents())


@cache
def mentions() -> list[bytes]:
    return [
        encoded_mentions(one.source, mentions_of(article, entities.EMBEDDED, summary.date))
        for one, article, summary in documents()
    ]


def corpus_index() -> Iterator[bytes]:
    dates = {one.id: summary.date[:10] for one, _, summary in documents()}
    counts = (names_in(value).items() for value in mentions())
    names = dict(zip(dates, counts, strict=True))
    yield encoded_index(indexed(names, dates, ()))


def versions() -> Iterator[Version]:
    for number, text in enumerate(TEXTS):
        yield Version(str(number), text, "A headline", "2025-05-14")
    for one, article, _ in documents():
        yield Version(one.id, article.body.text)


def signatures() -> Iterator[bytes]:
    return (Signature.of(version).pack() for version in versions())


def segments() -> Iterator[bytes]:
    segment = Segment.of([Signature.of(version) for version in versions()])
    for one in (segment.texts, *segment.runs):
        names = one._fields if isinstance(one, tuple) else [each.name for each in fields(one)]
        for name in names:
            array = getattr(one, name)
            yield f"{name} {array.dtype}".encode()
            yield array.tobytes() if array.dtype != object else repr(array.tolist()).encode()


def indexed_texts() -> Iterator[bytes]:
    yield TEXTS_TABLES.encode()
    for one, article, summary in documents():
        entry = indexed_document(one, article, summary, "")
        yield "\n".join((entry.head, entry.folded, entry.tokens, entry.lang)).encode()
        yield zlib.decompress(entry.excerpt)


def cache_tables() -> Iterator[bytes]:
    yield CACHE_TABLES.encode()


def candidates() -> Iterator[bytes]:
    # They are kept, and read, in the order of the fields.
    yield " ".join(one.name for one in fields(Evidence)).encode()
    index = CandidateIndex()
    for version in versions():
        index.add(version)
    for one in index.pairs():
        # The last digits of a score may depend on the machine.
        yield f"{one.a} {one.b} {one.kind} {one.score:.2f} {one.evidence.summary}".encode()


@cache
def samples() -> dict[str, list[bytes]]:
    """Return what is found in a file of each form, by the name of the form; "" is that of none."""
    found: dict[str, list[bytes]] = {}
    with TemporaryDirectory() as folder:
        for name, make in makers().items():
            path = Path(folder, name)
            make(path)
            form = form_of(name)
            if form in (None, FORMS["PDF"]):
                form = form_by_look(str(path)) or form
            found.setdefault(form.name if form else "", []).extend(parts_in(path, form))
    return found


def parts_in(path: Path, form: Form | None) -> Iterator[bytes]:
    if form is None:
        corpus = Corpus([path])
        yield from (repr(replace(corpus.read(one), id="")).encode() for one in corpus.scan())
    elif form.is_streamed:
        with path.open("rb") as stream:
            parts = [part for _, part in form.parts_at(stream, AS_THEY_STAND, path.name)]
            yield from map(without_now, parts)
    else:
        yield from map(without_now, form.parts(path.read_bytes(), AS_THEY_STAND, path.name))


def without_now(part: Part) -> bytes:
    """Return a part without the time at which its file was written here."""
    said = {key: part.metadata[key] for key in part.metadata if key not in ("made", "fetched")}
    return repr(part._replace(metadata=said)).encode()


def read_alone() -> Iterator[bytes]:
    yield from samples()[""]
    yield from (repr(decoded(SAMPLES[name].encode(codec))).encode() for name, codec in PAIRS)


OUTPUTS: dict[str, tuple[str, Callable[[], Iterable[bytes]]]] = {
    "reader.cleaning.VERSION": (cleaning.VERSION, articles),
    "SUMMARY_VERSION": (f"{cleaning.VERSION}.{SUMMARY_VERSION}", summaries),
    "reader.entities.VERSION": (cache_version(entities.EMBEDDED), mentions),
    "INDEX_VERSION": (f"{cleaning.VERSION}.{entities.VERSION}.{INDEX_VERSION}", corpus_index),
    "SIGNATURE_VERSION": (f"{cleaning.VERSION}.{SIGNATURE_VERSION}", signatures),
    "reader.duplicates.VERSION": (f"{cleaning.VERSION}.{SIGNATURE_VERSION}.{VERSION}", candidates),
    "SIGNATURE_VERSION of segments": (f"{cleaning.VERSION}.{SIGNATURE_VERSION}", segments),
    "TEXTS_LAYOUT": (f"{cleaning.VERSION}.{SUMMARY_VERSION}.{TEXTS_LAYOUT}", indexed_texts),
    "CACHE_LAYOUT": (f"{CACHE_LAYOUT}", cache_tables),
    "READING_VERSION": (READING_VERSION, read_alone),
    **{
        f"version of form {name}": (
            f"{READING_VERSION}.{form.version}",
            lambda name=name: samples()[name],
        )
        for name, form in FORMS.items()
    },
}


def digest(output: Iterable[bytes]) -> str:
    held = hashlib.sha256()
    for part in output:
        held.update(len(part).to_bytes(8, "big") + part)
    return held.hexdigest()[:16]


@pytest.mark.parametrize("name", OUTPUTS)
def test_other_output_has_another_version(name: str) -> None:
    version, output = OUTPUTS[name]
    known = json.loads(RECORD.read_text("utf-8"))[name]
    if digest(output()) != known["digest"]:
        raised = version != known["version"]
        remedy = "" if raised else f"raise {name}, then "
        pytest.fail(f"the output has changed: {remedy}run python -m tests.test_cache_versions")


@pytest.mark.parametrize(
    ("stamp", "version"),
    [
        (examining.stamp_end, "FORMS_VERSION"),  # a PDF is stamped by its file alone
        (examining.stamp_end, "READING_VERSION"),
        (examining.stamp_end, "SUMMARY_VERSION"),
        (survey.version_of_pairs, "SIGNATURE_VERSION"),
    ],
)
def test_a_stamp_changes_with_each_version(
    stamp: Callable[[], str], version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stamp()
    monkeypatch.setitem(stamp.__globals__, version, "raised")
    assert stamp() != before


def record() -> None:
    """Write the hashes of the outputs of now; refuse another output of the same version."""
    before = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    found = {}
    for name, (version, output) in OUTPUTS.items():
        found[name] = {"version": version, "digest": digest(output())}
        known = before.get(name, {})
        if known.get("version") == version and known["digest"] != found[name]["digest"]:
            sys.exit(f"the output has changed: raise {name} first")
    RECORD.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    record()
