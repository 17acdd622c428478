"""Findings of one reading of a document for all: summary, text, mentions, signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader import cleaning, duplicates, entities
from reader.corpus import FORMS_VERSION, READING_VERSION, Corpus, Entry
from reader.duplicates import Version
from reader.errors import CorpusError, one_document
from reader.workspace.analyses.names.mentions import mentions_of, names_of
from reader.workspace.cache.described import Origin, cleaned
from reader.workspace.cache.document_summary import SUMMARY_VERSION, DocumentSummary, opening
from reader.workspace.cache.mention_codec import encoded_mentions
from reader.workspace.cache.text_index import IndexedText

if TYPE_CHECKING:
    from reader.duplicates import Signature


class Examined(NamedTuple):
    """The examination of a document: its summary, the body of its article, its mentions.

    ``mentions`` are as they are cached, ``names`` the entities among them, ``indexed`` is what the
    index of texts keeps; they are empty where nobody asked for them.
    """

    summary: DocumentSummary
    text: str = ""
    mentions: bytes = b""
    names: tuple[str, ...] = ()
    indexed: IndexedText | None = None


def examined(
    corpus: Corpus, with_mentions: bool, entry: Entry, *, indexing: bool = False
) -> Examined:
    """Read a document; what it mentions is found by the embedded recogniser.

    With ``indexing`` it is made ready for the index of texts, too.
    """
    try:
        with one_document(entry.id):
            return _examined(corpus, with_mentions, entry, indexing=indexing)
    except CorpusError as error:
        return _unread(error)


def _unread(error: CorpusError) -> Examined:
    return Examined(DocumentSummary(problem=error.message))


def _examined(corpus: Corpus, with_mentions: bool, entry: Entry, *, indexing: bool) -> Examined:
    document = corpus.read(entry)
    article = cleaned(document)
    summary = DocumentSummary.of(document, article)
    # What a site sent instead of an article is no copy of anything.
    found = Examined(summary, "" if summary.no_article else article.body.text)
    if indexing:
        from reader.workspace.analyses.reading.indexing import indexed_document

        indexed = indexed_document(document, article, summary, summary_stamp(entry))
        found = found._replace(indexed=indexed)
    if not with_mentions:
        return found
    mentions = mentions_of(article, entities.EMBEDDED, summary.date)
    return found._replace(
        mentions=encoded_mentions(document.source, mentions), names=names_of(mentions)
    )


def signed(corpus: Corpus, with_mentions: bool, entry: Entry) -> tuple[Examined, Signature | None]:
    """Read a document; the signature of its article is made where that was read."""
    try:
        with one_document(entry.id):
            found = _examined(corpus, with_mentions, entry, indexing=True)
            if not found.text:
                return found, None
            version = version_of(entry.id, found.summary, found.text, found.names)
            return found._replace(text="", names=()), duplicates.Signature.of(version)
    except CorpusError as error:
        return _unread(error), None


def version_of(
    document: str, summary: DocumentSummary, text: str, names: tuple[str, ...]
) -> Version:
    """Return a document as the search for duplicates sees it; ``text`` is its article's body.

    The name of its file is no title: copies of one text have different ones, but begin alike.
    """
    is_named = "title" in summary.guesses.get(Origin.PATH, ())
    title = opening(text) if is_named else summary.title
    return Version(document, text, title, summary.date or None, names, summary.hidden)


def summary_stamp(entry: Entry) -> str:
    """Return the stamp of a summary, which changes with its document and with how it is made."""
    return entry.stamp + stamp_end()


def stamp_end() -> str:
    """Return the end of the stamps of all summaries that are made as they are now."""
    return f":{FORMS_VERSION}:{READING_VERSION}:{cleaning.VERSION}:{SUMMARY_VERSION}"
