"""The format of a file that is to be taken in: guessed, or named by a user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader import exchange
from reader.errors import FormatError, ReaderError
from reader.text import numbered


def guessed_format(name: str, data: bytes) -> tuple[str, exchange.Bundle]:
    """Return the format of a file, and what is in it.

    Of the formats that read it, those with its ending first, it is the first that finds passages,
    links or tags in it.

    Raises:
        FormatError: where none can read it: that of the one which came furthest into it, among
            those with its ending. Where there are several of them, it says what each misses. Where
            nothing is in it, too.
    """
    check_file(data, name)
    ending = f".{name.rpartition('.')[2].lower()}"
    readable = [one for one in exchange.FORMATS.values() if one.reads]
    likely = [one for one in readable if one.suffix == ending]
    refused: dict[str, FormatError] = {}
    empty: tuple[str, exchange.Bundle] | None = None
    for one in [*likely, *(one for one in readable if one not in likely)]:
        try:
            bundle = one.read(data, name)
        except FormatError as error:
            refused[one.name] = error
        except ReaderError:
            continue  # a package that is not there
        else:
            if _holds_something(bundle):
                return one.name, bundle
            empty = empty or (one.name, bundle)
    if empty is not None:
        return empty[0], _require_content(empty[1], empty[0], name)
    raise _likeliest(refused, [one.name for one in likely], name)


def _likeliest(refused: Mapping[str, FormatError], likely: Sequence[str], name: str) -> FormatError:
    """Return the error to tell of a file: of the format that came furthest, else of all likely."""
    known = {one: error for one, error in refused.items() if one in likely} or dict(refused)
    reached = {one: _reached(error.place, name) for one, error in known.items()}
    furthest = {one: known[one] for one, at in reached.items() if at == max(reached.values())}
    if likely and len({error.message for error in furthest.values()}) == 1:
        return next(iter(furthest.values()))
    reasons = "; ".join(f"as {one}, {error.message}" for one, error in furthest.items() if likely)
    remedies = (one.instead for one in exchange.FORMATS.values() if name.endswith(one.suffix))
    remedy = next(filter(None, remedies), "Name its format")
    places = {error.place for error in furthest.values()} if reasons else {name}
    place = places.pop() if len(places) == 1 else name
    return FormatError(reasons or "no format reads it", place=place, remedy=remedy)


def _reached(place: str, name: str) -> tuple[int, ...]:
    """Return how far into a file the place of an error is, to be compared.

    That is the line, and the column; else, after 0, the depth in a tree or an archive; nothing for
    the file as a whole.
    """
    within = place.removeprefix(name)
    numbers = within.split(":")[1:]
    if numbers and all(map(str.isdecimal, numbers)):
        return tuple(map(int, numbers))
    return (0, within.count("/")) if within else ()


def read_as(form: exchange.ExchangeFormat, name: str, data: bytes) -> exchange.Bundle:
    """Return the bundle in a file of a format.

    Raises:
        FormatError: where it is none, or holds nothing in this format.
        ReaderError: as ``ExchangeFormat.read``.
    """
    check_file(data, name)
    bundle = form.read(data, name)
    if _holds_something(bundle) or bundle.left_out:
        return bundle
    try:
        likely, _ = guessed_format(name, data)
    except FormatError:
        return _require_content(bundle, form.name, name)
    remedy = f"It looks like {likely}: name that format"
    raise FormatError(f"it holds nothing in the format {form.name}", place=name, remedy=remedy)


def _holds_something(bundle: exchange.Bundle) -> bool:
    found = (getattr(bundle, kind) for kind in exchange.ITEMS if kind != "documents")
    documents = (one.id or one.tags or one.note for one in bundle.documents)
    return any((*found, *documents, bundle.candidates))


def check_file(data: bytes, name: str) -> None:
    """Raise FormatError for a file that no format of annotations can be in."""
    if name.lower().endswith(".qdc"):
        remedy = "Take its tags in with: reader tags CORPUS import FILE"
        raise FormatError("it is a codebook without any annotation", place=name, remedy=remedy)
    if not data.strip():
        raise FormatError("the file is empty", place=name, remedy="Export it again")


def _require_content(bundle: exchange.Bundle, form: str, name: str) -> exchange.Bundle:
    """Return a bundle that holds nothing where it tells what it left out; refuse it else."""
    if bundle.left_out:
        return bundle
    texts = f"{numbered(len(bundle.texts), 'text')} and " if bundle.texts else ""
    what = f"as {form} it holds {texts}nothing that was annotated"
    raise FormatError(what, place=name, remedy="Nothing was imported")
