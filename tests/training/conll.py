"""Labelled token files as running text: what training and measuring share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "shared" / "bench" / "entities"

_CLOSING = frozenset(
    [*".,;:!?)]}%”", "'s", "'S", "’s", "n't", "n’t", "'re", "'ve", "'ll", "'d", "''"]
)
_OPENING = frozenset([*"([{$£€#“", "``"])
_SHORTENED = frozenset(["s", "t", "re", "ve", "ll", "d", "m"])


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document as running text, with its labelled spans ``(start, end, tag)`` in code points."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def read(path: Path) -> Iterator[Labelled]:
    """Yield the documents of a file of ``token TAB tag`` lines (IOB2), one line a sentence."""
    sentences: list[tuple[list[str], list[str]]] = []
    for line in [*path.read_text("utf-8").splitlines(), "-DOCSTART-"]:
        token, _, label = line.partition("\t")
        if token == "-DOCSTART-":
            if any(tokens for tokens, _ in sentences):
                yield _joined(sentences)
            sentences = [([], [])]
        elif token:
            sentences[-1][0].append(token)
            sentences[-1][1].append(label)
        elif sentences[-1][0]:
            sentences.append(([], []))


def _joined(sentences: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Labelled:
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    length = 0
    for tokens, labels in sentences:
        for blank, token, label in zip(_blanks(tokens), tokens, labels, strict=True):
            start = length + len(blank)
            length = start + len(token)
            parts += [blank, token]
            prefix, _, tag = label.partition("-")
            if prefix == "B" or (prefix == "I" and (not spans or spans[-1][2] != tag)):
                spans.append((start, length, tag))
            elif prefix == "I":
                spans[-1] = (spans[-1][0], length, tag)
        parts.append("\n\n")
        length += 2
    return Labelled("".join(parts), tuple(spans))


def _blanks(tokens: Sequence[str]) -> Iterator[str]:
    """Yield what stands before each token of a sentence, as far as can be told."""
    quoted = False
    glued = True
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        short = token in {"’", "'"} and after in _SHORTENED
        # Some sets cut "Tokyo-based" in three; a dash between clauses has a longer word before it.
        hyphen = (
            token == "-"
            and at > 0
            and after
            and tokens[at - 1][-1].isalnum()
            and (after[0].islower() or (after[0].isalnum() and len(tokens[at - 1]) < 4))
        )
        closing = token == '"' and quoted
        yield "" if glued or closing or token in _CLOSING or short or hyphen else " "
        glued = token in _OPENING or (token == '"' and not quoted) or short or bool(hyphen)
        if token == '"':
            quoted = not quoted
