"""Each cache version is bound to what it stands for: other output needs another version.

    python -m tests.test_cache_versions        write what is found now, for raised versions

What is cached under a version would be wrong where the output of an analysis changes and the
version does not. The outputs for the sample corpus and for texts below are kept as hashes.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from reader import cleaning, entities
from reader.corpus import Corpus, Document
from reader.duplicates import VERSION, CandidateIndex, Evidence, Signature, Version
from reader.duplicates.signatures.signature import SIGNATURE_VERSION
from reader.resources import seeds_folder
from reader.workspace.analyses.names.entity_index import indexed
from reader.workspace.analyses.names.entity_index_codec import INDEX_VERSION, encoded_index
from reader.workspace.analyses.names.mentions import encoded, mentions_of, names_in
from reader.workspace.cache.article_codec import encoded_article
from reader.workspace.cache.document_summary import SUMMARY_VERSION, DocumentSummary

RECORD = Path(__file__).parent / "cache_versions.json"
TEXTS = (
    "The council of Arden closed the bridge on Monday, Mayor Ruth Calloway said, for $4m.",
    "Am 14. Mai tagte der Rat. „Die Brücke bleibt zu“, sagte die Bürgermeisterin Zoë Müller.",
    "اجتمع المجلس يوم الثلاثاء في القاعة القديمة. قال رئيس المجلس إن الجسر مغلق.",
    "议会星期二在旧大厅开会。大桥仍然关闭。",
    "",
)


def documents() -> Iterator[Document]:
    corpus = Corpus([seeds_folder()])
    return (corpus.read(entry) for entry in corpus.scan() if not entry.problem)


def articles() -> Iterator[bytes]:
    return (encoded_article(cleaning.clean(one.source, one.format)) for one in documents())


def summaries() -> Iterator[bytes]:
    for one in documents():
        yield DocumentSummary.of(one, cleaning.clean(one.source, one.format)).to_json().encode()


def mentions() -> Iterator[bytes]:
    for one in documents():
        article = cleaning.clean(one.source, one.format)
        yield encoded(
            one.source,
            mentions_of(article, entities.EMBEDDED, DocumentSummary.of(one, article).date),
        )


def corpus_index() -> Iterator[bytes]:
    names, dates = {}, {}
    for one in documents():
        article = cleaning.clean(one.source, one.format)
        dates[one.id] = DocumentSummary.of(one, article).date[:10]
        found = mentions_of(article, entities.EMBEDDED, dates[one.id])
        names[one.id] = names_in(encoded(one.source, found))
    yield encoded_index(indexed(names, dates, ()))


def versions() -> Iterator[Version]:
    for number, text in enumerate(TEXTS):
        yield Version(str(number), text, "A headline", "2025-05-14")
    for one in documents():
        yield Version(one.id, cleaning.clean(one.source, one.format).body.text)


def signatures() -> Iterator[bytes]:
    return (Signature.of(version).pack() for version in versions())


def candidates() -> Iterator[bytes]:
    # They are kept, and read, in the order of the fields.
    yield " ".join(one.name for one in fields(Evidence)).encode()
    index = CandidateIndex()
    for version in versions():
        index.add(version)
    for one in index.pairs():
        # The last digits of a score may depend on the machine.
        yield f"{one.a} {one.b} {one.kind} {one.score:.2f} {one.evidence.summary}".encode()


OUTPUTS: dict[str, tuple[str, Callable[[], Iterator[bytes]]]] = {
    "reader.cleaning.VERSION": (cleaning.VERSION, articles),
    "SUMMARY_VERSION": (f"{cleaning.VERSION}.{SUMMARY_VERSION}", summaries),
    "reader.entities.VERSION": (f"{cleaning.VERSION}.{entities.VERSION}", mentions),
    "INDEX_VERSION": (f"{cleaning.VERSION}.{entities.VERSION}.{INDEX_VERSION}", corpus_index),
    "SIGNATURE_VERSION": (f"{cleaning.VERSION}.{SIGNATURE_VERSION}", signatures),
    "reader.duplicates.VERSION": (f"{cleaning.VERSION}.{SIGNATURE_VERSION}.{VERSION}", candidates),
}


def digest(output: Iterator[bytes]) -> str:
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
