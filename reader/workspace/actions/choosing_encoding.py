"""Read a document in another encoding, and let the annotations on it go with its letters."""

from __future__ import annotations

import codecs
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations import Anchor, Passage, Store
from reader.corpus import Document, Entry, ScanDifference, bytes_to_decode, decided, encodings_for
from reader.errors import CorpusError
from reader.settings import TEAM_FILE, save
from reader.text import one_line

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

# Stands among the names of encodings for none: the choice of one is taken back.
GUESS = "guess"
_SHOWN, _BEFORE = 60, 20  # characters shown, bytes before the first that differs
# A page may be scarred; with a larger share of its characters broken, it is in another encoding.
_MOST_BROKEN = 0.1


def offered_encodings(workspace: Workspace, document: str) -> list[tuple[str, str]]:
    """Return encodings that a document may be in, the likeliest first, with some of it in each.

    Where one was chosen, ``GUESS`` comes before them, which takes that back.

    Raises:
        CorpusError: where it says its encoding itself, or can't be read.
    """
    data = bytes_to_decode(workspace.documents.entry(document))
    if mark := decided(data):
        raise CorpusError(mark, place=document)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        first = max(0, error.start - _BEFORE)
        offered = [
            (name, one_line(data[first:].decode(codec, "replace")[:_SHOWN]))
            for name, codec in encodings_for(data)
        ]
        is_chosen = workspace.corpus.reading.chosen_for(document.partition("#")[0])
        return [(GUESS, offered[0][1]), *offered] if is_chosen else offered
    raise CorpusError("it is UTF-8, without a doubt", place=document)


def choose_encoding(
    workspace: Workspace, document: str, encoding: str
) -> tuple[ScanDifference, int]:
    """Read the file of a document in another encoding from now on, or ``GUESS`` it again.

    Returns what that has changed, and how many passages went with it: those of all documents in the
    file. The choice is kept in the settings of the corpus, beside its documents.

    Raises:
        SettingsError: where it can't be kept, or there is no such encoding.
        CorpusError: where the document can't be read, or not in that encoding.
        StoreError: where the annotations can't be written.
    """
    file = document.partition("#")[0]
    corpus, store = workspace.corpus, workspace.store
    codec = dict(encodings_for(b"")).get(encoding, encoding)
    reading = corpus.reading.choosing(file, "" if encoding == GUESS else codec)
    chosen = reading.chosen_for(file)
    data = bytes_to_decode(workspace.documents.entry(document))
    text = data.decode(chosen, "replace") if chosen else ""
    if text.count("\ufffd") > _MOST_BROKEN * len(text):
        remedy = "Choose another one"
        raise CorpusError(f"its bytes are not in {encoding}", place=document, remedy=remedy)
    tagged = [
        workspace.document(one)
        for one in workspace.entries
        if one.partition("#")[0] == file and store.count(one)
    ]
    save(corpus.root / TEAM_FILE, "encodings", {file: chosen})
    corpus.reading = reading
    changes = workspace.documents.look_again()
    moved = sum(
        _moved(store, old, workspace.document(old.id), workspace.documents.entry(old.id))
        for old in tagged
        if old.id in workspace.entries
    )
    return changes, moved


def _moved(store: Store, old: Document, new: Document, entry: Entry) -> int:
    """Set the passages of a document on the same bytes of its file; return how many."""
    passages = [p for p in store.passages(old.id) if p.anchor.sha256 == old.sha256]
    if not passages or old.sha256 == new.sha256:
        return 0
    if entry.record:  # the bytes of its text, if there are such: a record may escape letters
        data = old.source.encode(old.encoding, "replace")
        if data.decode(new.encoding, "replace") != new.source:
            return 0
    else:
        data = bytes_to_decode(entry)
    there, here = _ends(data, old.encoding), _ends(data, new.encoding)

    def placed(passage: Passage) -> Passage | None:
        """Return a passage on the same bytes; None where they are half a character now."""
        start, end = (
            here[min(bisect_left(there, offset), len(data))]
            for offset in (passage.anchor.start, passage.anchor.end)
        )
        if not 0 <= start < end <= len(new.source):
            return None
        return replace(passage, anchor=Anchor.of(new.source, new.sha256, start, end))

    found = [one for one in map(placed, passages) if one is not None]
    store.keep_text(new.sha256, new.source)
    with store.step() as step:
        for passage in found:
            step.put(passage)
    return len(found)


def _ends(data: bytes, encoding: str) -> list[int]:
    """Return the number of complete characters after so many bytes, from none to all of them."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    ends, count = [0], 0
    for at in range(len(data)):
        count += len(decoder.decode(data[at : at + 1]))
        ends.append(count)
    return ends
