"""spaCy's models as a recogniser. spaCy itself is loaded only where a model is at work."""

from __future__ import annotations

import hashlib
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from reader.entities import VERSION, recogniser
from reader.entities.mention import Mention, Type
from reader.entities.worker_process import WorkerProcess
from reader.errors import RecogniserError

if TYPE_CHECKING:
    from spacy.language import Language

# Where a name starts and ends, in code points, and its label in our terms.
Span = tuple[int, int, str]
# OntoNotes and what other schemes of spaCy's models call the same. Dates and amounts are left to
# our grammar, which gives them a normal form; MISC goes to what the lists know it to be.
_LABELS: Mapping[str, str] = {
    **dict.fromkeys(["PERSON", "PER", "PERS", "PRS", "PERSNAME"], Type.PER),
    **dict.fromkeys(["ORG", "ORGANIZATION", "ORGNAME"], Type.ORG),
    **dict.fromkeys(["GPE", "LOC", "FAC", "FACILITY", "GPE_LOC", "GPE_ORG"], Type.LOC),
    **dict.fromkeys(["PLACENAME", "GEOGNAME"], Type.LOC),
    **dict.fromkeys(["NORP", "NAT_REL_POL"], Type.NORP),
    **dict.fromkeys(["EVENT", "EVT"], Type.EVENT),
    **dict.fromkeys(["PRODUCT", "PROD"], Type.PRODUCT),
    "LAW": Type.LAW,
    "MISC": "MISC",
}
# What names don't need: en_core_web_sm is twice as fast without it.
_IDLE = frozenset(
    ["attribute_ruler", "lemmatizer", "morphologizer", "parser", "senter", "tagger", "textcat"]
)
_USUAL = _IDLE | {"curated_transformer", "ner", "tok2vec", "transformer"}
_BLANK_LINE = re.compile(r"\n\s*\n")
# spaCy needs about 1 GB of memory for 100,000 characters at once.
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Spacy:
    """A model of spaCy, at work in a process of its own."""

    name: str
    version: str
    spans: WorkerProcess[list[Span]]

    def recognise(self, text: str, *, date: str | None = None) -> tuple[Mention, ...]:
        """Return the mentions of an article.

        Raises:
            RecogniserError: where the model can't be loaded or its process doesn't last.
        """
        return recogniser.by_spans(text, self.spans(text), date=date)

    def close(self) -> None:
        """End the process of the model."""
        self.spans.close()


def spacy(model: str) -> Spacy:
    """Return the recogniser of a model: an installed package, or the folder of one.

    Raises:
        RecogniserError: where spaCy or the model is missing.
    """
    name = f"spacy:{model}"
    try:
        version = metadata.version("spacy")
    except metadata.PackageNotFoundError:
        raise RecogniserError(
            "spaCy is not installed", place=name, remedy="pip install 'article-reader[spacy]'"
        ) from None
    folder = _package(model) or Path(model).expanduser().absolute()
    try:
        about = json.loads((folder / "meta.json").read_text("utf-8"))
        said = f"{about['lang']}_{about['name']}-{about['version']}"
    except (OSError, ValueError, KeyError, TypeError):
        raise RecogniserError(
            f"there is no model of spaCy called “{model}”, neither a package nor a folder",
            place=name,
            remedy=f"Get it with: python -m spacy download {model}"
            if model.isidentifier()
            else "Write spacy:MODEL, as in spacy:en_core_web_sm",
        ) from None
    place = model if _package(model) else str(folder)
    state = f"{VERSION}/{version}/{said}/{_stamp(folder)}"
    return Spacy(f"spacy:{place}", state, WorkerProcess(partial(_spans, place)))


def _package(model: str) -> Path | None:
    """Return the folder of an installed package, which is not loaded for it."""
    try:
        metadata.distribution(model)  # spaCy loads none without
        spec = find_spec(model)
    except (metadata.PackageNotFoundError, ValueError, ImportError):
        return None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _stamp(folder: Path) -> str:
    """Return the stamp of a model's files: one trained anew keeps its version."""
    state = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            status = file.stat()
            state.update(
                f"{file.relative_to(folder)}\0{status.st_size}\0{status.st_mtime_ns}\n".encode()
            )
    return state.hexdigest()[:16]


def _spans(model: str, text: str) -> list[Span]:
    """Return the names that a model finds, paragraph by paragraph."""
    places = list(_paragraphs(text))
    found = _loaded(model).pipe(text[start:end] for start, end in places)
    return [
        (start + name.start_char, start + name.end_char, label)
        for (start, _), paragraph in zip(places, found, strict=True)
        for name in paragraph.ents
        if (label := _LABELS.get(name.label_.upper()))
    ]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of paragraphs; one that is too long for memory is cut."""
    start = 0
    for end in [*(blank.end() for blank in _BLANK_LINE.finditer(text)), len(text)]:
        yield from ((at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST))
        start = end


@cache
def _loaded(model: str) -> Language:
    import spacy

    warnings.simplefilter("ignore")  # spaCy's, for whoever trains models
    try:
        nlp = spacy.load(model)
    except Exception as error:  # a model is code and data of others
        raise RecogniserError(
            f"spaCy can't load this model ({' '.join(str(error).split())})",
            place=f"spacy:{model}",
            remedy="Install it for this version of spaCy: python -m spacy validate",
        ) from error
    if set(nlp.pipe_names) <= _USUAL:  # parts that others wrote may need what the idle ones find
        for name, part in reversed(nlp.pipeline):
            listeners = set(getattr(part, "listening_components", ()))
            if name in _IDLE or (listeners and listeners <= set(nlp.disabled)):
                nlp.disable_pipe(name)
    return nlp
