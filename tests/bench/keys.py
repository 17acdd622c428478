"""Count the keys that each job takes: python -m tests.bench.keys

Each job is done by its keys in the running app, on a copy of the sample corpus, and counts only
where it ends in the right annotations. Prints a table; exits with 1 where a job went wrong or takes
more keys than it should.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.annotations import Link, Passage, Store, Verdict
from reader.resources import seeds_folder
from reader.ui.compare.view import ComparisonView
from reader.ui.passages.passage_rows_list import PassageList
from reader.workspace.analyses.passages.passage_list import PassageLine

from ..ui.driving import Driver, running

CLEAN = "clean-text.txt"
RAW = "harbor-bridge/raw-page.txt"
# The sample story has five versions: this one is the same text with another figure.
SIXTH = "harbor-bridge/evening-edition.txt"


@dataclass(frozen=True)
class Job:
    """A job: the keys before it (not counted), its own, the most there should be, and its end.

    ``words`` of the keys don't count: text that is typed, and for a note the key that ends it.
    ``is_done`` looks at the app at the end. It begins in a ``document``, or with None in the list.
    """

    name: str
    before: Sequence[str]
    keys: Sequence[str]
    most: int
    is_done: Callable[[Driver], bool]
    words: int = 0
    document: str | None = CLEAN


def _store(app: Driver) -> Store:
    return app.app.workspace.store


def _passages(app: Driver) -> list[Passage]:
    return [one for one in _store(app).all(Passage) if one.document.endswith(CLEAN)]


def _on(screen: str) -> Callable[[Driver], bool]:
    return lambda app: type(app.app.screen).__name__ == screen


def _accepted(app: Driver) -> set[str]:
    """Return the documents that accepted links join."""
    links = (one for one in _store(app).all(Link) if one.verdict is Verdict.ACCEPTED)
    return {document for link in links for document in (link.a, link.b)}


def _at_caret(app: Driver, word: str) -> str:
    caret = app.article.view.caret
    return app.article.source.source[caret : caret + len(word)]


def _contradicts(app: Driver) -> bool:
    row = app.app.screen.query_one(ComparisonView).current
    return row is not None and row.contradicts


def _listed_tags(app: Driver) -> set[str]:
    """Return the tags that all passages listed have in common."""
    listed = app.app.screen.query_one(PassageList).items
    names = {tag.id: tag.name for tag in _store(app).tags()}
    found = [
        {names[tag] for tag in row.glance.tags} for row in listed if isinstance(row, PassageLine)
    ]
    return set.intersection(*found) if found else set()


SENTENCE = ("s", "1")
JOBS = (
    Job("tag the sentence at the caret", (), SENTENCE, 2, lambda app: len(_passages(app)) == 1),
    Job("a second tag on it", SENTENCE, ("2",), 1, lambda app: len(_passages(app)[0].tags) == 2),
    Job(
        "a note on it",
        SENTENCE,
        ("e", "H", "o", "w", "escape"),
        1,
        lambda app: _passages(app)[0].note == "How",
        words=4,
    ),
    Job(
        "tag three words",
        (),
        ("v", "w", "w", "w", "1"),
        5,
        lambda app: len(_passages(app)[0].anchor.quote.split()) == 3,
    ),
    Job(
        "mark done and open the next",
        (),
        ("m",),
        1,
        lambda app: any(one.status == "done" for one in _states(app)),
    ),
    Job(
        "go to the next passage",
        (*SENTENCE, "g"),
        ("right_square_bracket",),
        1,
        lambda app: app.article.view.caret == _passages(app)[0].anchor.start,
    ),
    Job(
        "all passages of a tag",
        ("s", "2", "right_parenthesis", *SENTENCE, "left_square_bracket"),
        ("B", "enter"),
        2,
        lambda app: _listed_tags(app) == {"quote"},
    ),
    Job(
        "copy with its citation",
        SENTENCE,
        ("y",),
        1,
        lambda app: _passages(app)[0].anchor.quote in app.app.clipboard.replace("\n", " "),
    ),
    Job(
        "carry a tag to all copies",
        SENTENCE,
        ("equals_sign",),
        1,
        lambda app: (
            {one.document for one in _store(app).all(Passage) if one.origin} == {RAW, SIXTH}
        ),
    ),
    Job("take it back", SENTENCE, ("u",), 1, lambda app: not _passages(app)),
    Job("compare with another version", (), ("c",), 1, _on("CompareScreen")),
    Job(
        "accept a story of six versions",
        ("j",),  # its row in the list
        ("D", "S"),
        2,
        lambda app: len(_accepted(app)) == 6,
        document=None,
    ),
    Job(
        "go to the next contradiction",
        (),
        ("c", "exclamation_mark"),
        3,
        _contradicts,
        document="lowland-herald.html",
    ),
    Job(
        "find a word, read on at a hit",
        (),
        ("ctrl+f", *"tugboat", "enter", "enter"),
        3,
        lambda app: _at_caret(app, "tugboat").casefold() == "tugboat",
        words=len("tugboat"),
        document=None,
    ),
)


def _states(app: Driver) -> list[object]:
    from reader.annotations import DocumentState

    return list(_store(app).all(DocumentState))


async def done(job: Job, corpus: Path) -> bool:
    """Do a job in a new app, and tell whether it ended as it should."""
    async with running(corpus) as app:
        if job.document is not None:
            await app.open(job.document)
            await app.press("right_curly_bracket")
        for keys in (job.before, job.keys):
            for key in keys:
                await app.press(key)
                await app.settled()
        try:
            return job.is_done(app)
        except (IndexError, AssertionError):  # another screen, or nothing annotated
            return False


def main() -> int:
    """Do all jobs, and print what they take."""
    wrong = 0
    print(f"{'job':<34} {'keys':>4} {'most':>4}")
    for job in JOBS:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(shutil.copytree(seeds_folder(), Path(folder) / "news"))
            text = (corpus / "harbor-bridge" / CLEAN).read_text("utf-8")
            (corpus / SIXTH).write_text(text.replace("38,000", "83,000"), "utf-8")
            is_done = asyncio.run(done(job, corpus))
        count = len(job.keys) - job.words
        is_good = is_done and count <= job.most
        wrong += not is_good
        said = "" if is_good else "  did not end as it should" if not is_done else "  too many"
        print(f"{job.name:<34} {count:>4} {job.most:>4}{said}", flush=True)
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
