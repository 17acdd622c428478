"""The texts of a corpus with an index of their words, in a file that can be deleted at any time."""

from __future__ import annotations

import contextlib
import threading
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.text import Excerpt
from reader.workspace.cache.cache_files import claim_cache_file, is_locked, make_tables, name_of
from reader.workspace.cache.index_tokens import MANY, UNCOUNTED, index_tokens, number_token

if TYPE_CHECKING:
    import sqlite3
    from tempfile import TemporaryDirectory

# Changes with the tables, with folding, and with what is taken for a token.
TEXTS_LAYOUT = 8
# The tokenizer has nothing left to fold: it parts what ``index_tokens`` gives at its blanks.
TEXTS_TABLES = f"""
create table documents (
    id integer primary key autoincrement, document text not null unique,
    stamp text not null, lang text not null, head text not null
);
create table texts (
    id integer primary key, folded text not null, excerpt blob not null
);
create virtual table tokens using fts5 (
    text, content = '', detail = none, columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);
pragma user_version = {TEXTS_LAYOUT};
"""
_DROP = """
drop table if exists documents; drop table if exists texts; drop table if exists tokens;
"""
_ADD_TOKENS = "insert into tokens (rowid, text) values (?, ?)"
_WITH_TOKENS = "from tokens join documents on id = tokens.rowid where tokens match ?"
# Of so many documents the counts of a word are known before those of the others are looked for.
_AT_ONCE, _LAST_ID = 4_096, (1 << 63) - 1
# Another process is waited for so long, in seconds.
_PATIENCE = 5.0
# Several texts stand on a page of so many bytes: on smaller ones half of the room would be lost.
_PAGE = 16_384
_JOURNAL = 4 << 20  # bytes that the journal keeps on the disk
# When more than this part of the tokens are those of texts that are gone, they are made anew.
_STALE = 0.5


class IndexedText(NamedTuple):
    """A document as it is kept for searching.

    ``head`` is what is searched besides the article, ``folded`` the article's text, both folded;
    ``tokens`` are those of both, ``excerpt`` is the article as ``packed`` gives it, and ``lang``
    its language.
    """

    document: str
    stamp: str
    lang: str
    head: str
    folded: str
    tokens: str
    excerpt: bytes


class KeptText(NamedTuple):
    """The kept text of a document: head and article, both folded, and the article itself."""

    document: str
    head: str
    folded: str
    excerpt: bytes


class TextIndex:
    """The texts of one corpus and the tokens in them.

    What was put in by one process is found by all others at once. Where the file can't be read or
    written, what is put in is kept for the session alone. Safe to use from several threads.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._writing, self._moving = threading.Lock(), threading.Lock()
        self._temporary: TemporaryDirectory[str] | None = None
        self._broken = path is None
        self._full = self._locked = False

    @classmethod
    def beside(cls, cache: Path | None, corpus: str) -> TextIndex:
        """Return the index of a corpus that is kept beside the cache of analyses."""
        return cls(cache.with_name(name_of("texts", corpus)) if cache else None)

    def stamps(self) -> dict[str, str]:
        """Return the stamp of each document that is in the index."""
        return {row[0]: row[1] for row in self._rows("select document, stamp from documents")}

    def count(self) -> int:
        """Return the number of documents in the index."""
        return int(next(iter(self._rows("select count(*) from documents")), ("0",))[0])

    def languages(self) -> dict[str, str]:
        """Return the language of each document that is in the index."""
        return {row[0]: row[1] for row in self._rows("select document, lang from documents")}

    def put(self, texts: Iterable[IndexedText]) -> bool:
        """Take documents in, in place of what was kept of them before.

        Returns False where another process is writing for so long that it must be tried again.
        """
        with self._writing:
            with self._changing() as connection:
                if connection is not None:
                    for text in texts:
                        _take_in(connection, text)
            return not self._locked

    def remove(self, documents: Iterable[str]) -> None:
        """Remove documents from the index."""
        with self._writing, self._changing() as connection:
            if connection is not None:
                for document in documents:
                    _forget(connection, document)

    def tidy(self) -> None:
        """Make the index of tokens anew where most of it is of texts that are gone."""
        stale = "select 1 from documents having count(*) < max(id) * ?"
        if not self._rows(stale, (_STALE,)):
            return
        with self._writing, self._changing() as connection:
            if connection is None:
                return
            connection.execute("insert into tokens (tokens) values ('delete-all')")
            rows = connection.execute(
                "select id, head, folded from documents join texts using (id) order by id"
            ).fetchall()
            # Numbers begin at 1 again, so that the next time comes as late.
            connection.execute("delete from sqlite_sequence")
            for number, (id_, head, folded) in enumerate(rows, 1):
                connection.execute("update documents set id = ? where id = ?", (number, id_))
                connection.execute("update texts set id = ? where id = ?", (number, id_))
                connection.execute(_ADD_TOKENS, (number, index_tokens(head, folded)))

    def documents(self, tokens: str) -> Iterator[str]:
        """Yield the documents with tokens, given as a query of FTS5 in its own language."""
        for (document,) in self._stream(f"select document {_WITH_TOKENS}", (tokens,)):
            yield document

    def counts(self, words: Sequence[str]) -> Iterator[tuple[str, int | None]]:
        """Yield the documents with any of some words of one token, and how often articles have it.

        That is None where only the text tells, and 0 where nothing but the head has them.
        """
        for ids in ((0, _AT_ONCE), (_AT_ONCE + 1, _LAST_ID)):
            totals: dict[str, int | None] = {}
            for word in words:
                numbers: dict[str, int | None] = {}
                for number in (0, *range(2, MANY + 1)):
                    found = self._ids(f'"{number_token(word, number)}"', ids)
                    numbers |= dict.fromkeys(found, number if number < MANY else None)
                numbers |= dict.fromkeys(self._ids(f'"{word}" AND "{UNCOUNTED}"', ids))
                query = f"select id, document {_WITH_TOKENS} and tokens.rowid between ? and ?"
                for id_, document in self._stream(query, (f'"{word}"', *ids)):
                    more, before = numbers.get(id_, 1), totals.get(document, 0)
                    totals[document] = None if more is None or before is None else before + more
            yield from totals.items()

    def _ids(self, tokens: str, ids: tuple[int, int]) -> Iterator[str]:
        """Yield the ids of the texts with tokens, in a range of ids."""
        query = "select rowid from tokens where tokens match ? and rowid between ? and ?"
        return (id_ for (id_,) in self._stream(query, (tokens, *ids)))

    def texts(self, tokens: str = "", *, excerpts: bool = True) -> Iterator[KeptText]:
        """Yield the texts with tokens, given as a query of FTS5; without any, all.

        Without ``excerpts``, those are empty.
        """
        excerpt = "excerpt" if excerpts else "x''"
        columns = f"select document, head, folded, {excerpt} from"
        if not tokens:
            rows = self._stream(f"{columns} documents join texts using (id)", ())
        else:
            # In the order of the index of tokens, the first is there before all are found.
            ids = "tokens join documents on documents.id = tokens.rowid join texts using (id)"
            rows = self._stream(f"{columns} {ids} where tokens match ?", (tokens,))
        yield from map(KeptText._make, rows)

    def text(self, document: str) -> KeptText | None:
        """Return the text of a document, None where it is not in the index."""
        query = (
            "select document, head, folded, excerpt from documents join texts using (id)"
            " where document = ?"
        )
        return next(map(KeptText._make, self._rows(query, (document,))), None)

    def close(self) -> None:
        """Close the file."""
        self._broken = True
        for connection in self._connections:
            connection.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[str, ...]]:
        return list(self._stream(query, values))

    def _stream(self, query: str, values: tuple[object, ...]) -> Iterator[tuple[str, ...]]:
        """Yield the rows that a query finds; an index that fails is an empty one."""
        import sqlite3

        connection = self._connection()
        if connection is None:
            return
        try:
            yield from connection.execute(query, values)
        except sqlite3.Error:
            return

    @contextlib.contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection | None]:
        """Change the file, or with None nothing where that is not possible."""
        import sqlite3

        self._locked = False
        connection = None if self._full else self._connection()
        if connection is None:
            yield None
            return
        try:
            with connection:
                yield connection
        except sqlite3.Error as error:
            self._locked = is_locked(error)
            self._full = not self._locked  # what is there can still be read

    def _opened_elsewhere(self) -> sqlite3.Connection | None:
        """Open a file for this session alone, where the cache can't be written."""
        import sqlite3
        from tempfile import TemporaryDirectory

        try:
            with self._moving:
                if self._temporary is None:
                    self._temporary = TemporaryDirectory(prefix="reader-")
                    self.path = Path(self._temporary.name) / "texts.sqlite"
            assert self.path is not None
            return _opened(self.path)
        except (sqlite3.Error, OSError):
            self._broken = True
            return None

    def _connection(self) -> sqlite3.Connection | None:
        """Return this thread's connection, None where there can't be one."""
        import sqlite3

        if self._broken or self.path is None:
            return None
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            try:
                connection = _opened(self.path)
            except (sqlite3.Error, OSError) as error:
                self._locked = is_locked(error)  # that goes by
                connection = None if self._locked else self._opened_elsewhere()
            if connection is None:
                return None
            self._local.connection = connection
            self._connections.append(connection)
        return connection


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file; one that is damaged is begun anew."""
    import sqlite3

    claim_cache_file(path)
    try:
        return _connect(path)
    except sqlite3.OperationalError:  # it is locked, or there is no room: nothing is wrong with it
        raise
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        claim_cache_file(path)
        return _connect(path)


def packed(excerpt: Excerpt) -> bytes:
    """Return an excerpt without its source as bytes."""
    text = excerpt.text.encode("utf-8", "surrogatepass")
    return zlib.compress(
        len(text).to_bytes(4, "big") + text + array("I", excerpt.places).tobytes(), 1
    )


def unpacked(value: bytes) -> Excerpt:
    """Return the excerpt that ``packed`` was given."""
    plain = zlib.decompress(value)
    places = array("I")
    places.frombytes(plain[4 + int.from_bytes(plain[:4], "big") :])
    return Excerpt.restored(unpacked_text(value), places)


def unpacked_text(value: bytes) -> str:
    """Return the text of the excerpt that ``packed`` was given, which is quickly done."""
    packed = zlib.decompressobj()
    size = int.from_bytes(packed.decompress(value, 4), "big")
    # Where each character is from, which is the most of it, stays packed.
    text = packed.decompress(packed.unconsumed_tail, size) if size else b""
    return text.decode("utf-8", "surrogatepass")


def _take_in(connection: sqlite3.Connection, text: IndexedText) -> None:
    _forget(connection, text.document)
    row = (text.document, text.stamp, text.lang, text.head)
    id_ = connection.execute(
        "insert into documents (document, stamp, lang, head) values (?, ?, ?, ?)", row
    ).lastrowid
    connection.execute("insert into texts values (?, ?, ?)", (id_, text.folded, text.excerpt))
    connection.execute(_ADD_TOKENS, (id_, text.tokens))


def _forget(connection: sqlite3.Connection, document: str) -> None:
    # Its tokens stay until they are made anew: a row that is there no more is not found by them.
    found = connection.execute("select id from documents where document = ?", (document,))
    for id_ in found.fetchall():
        connection.execute("delete from texts where id = ?", id_)
        connection.execute("delete from documents where id = ?", id_)


def _connect(path: Path) -> sqlite3.Connection:
    import sqlite3

    connection = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
    # Losing the index to a power cut costs time, not work.
    connection.execute(f"pragma page_size = {_PAGE}")
    connection.execute("pragma journal_mode = wal")
    connection.execute(f"pragma journal_size_limit = {_JOURNAL}")
    connection.execute("pragma synchronous = off")
    make_tables(connection, TEXTS_LAYOUT, _DROP + TEXTS_TABLES)
    return connection
