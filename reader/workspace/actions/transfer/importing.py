"""The plan of an import, and the one step that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader import exchange
from reader.annotations import AnchoredRecord, Link, Passage, Record, SuggestedPassage, Tag
from reader.errors import CorpusError, FormatError, ReaderError
from reader.text import name_form, numbered, one_line
from reader.workspace.actions.transfer.taking_candidates import take_candidates
from reader.workspace.analyses.passages.tag_tree import with_children
from reader.workspace.codebook_reading import describe_keys

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TagDifference:
    """A tag that is here already, and as it would be with what a file says of it.

    ``parents`` are the names of the tag that it is below, and of the one that it would be below.
    """

    tag: Tag
    theirs: Tag
    parents: tuple[str, str] = ("", "")

    def in_words(self) -> str:
        """Return the changes in words: ``colour #e69f00 → #d55e00``."""
        parts = (
            ("name", self.tag.name, self.theirs.name),
            ("colour", self.tag.color, self.theirs.color),
            ("key", self.tag.key, self.theirs.key),
            ("description", self.tag.description, self.theirs.description),
            ("parent", *self.parents),
        )
        return ", ".join(
            f"{name} {one_line(before) or 'none'} → {one_line(after)}"
            for name, before, after in parts
            if before != after
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The changes that an import would make.

    ``records`` are put into the store, ``replaced`` tags go for them. ``passages``, ``links`` and
    ``tags`` count what has a place here, ``here`` what stays as it is already, ``moved`` the
    passages that are set where their quote stands, ``joined`` those on a place that had one,
    ``beside`` those that come beside one that says other things of the same place.
    ``keys`` are those that tags are given for keys that are taken, ``left_out`` tells by name what
    has no place. ``differences`` are what a person may take over.
    """

    records: tuple[Record, ...] = ()
    replaced: tuple[Tag, ...] = ()
    passages: int = 0
    links: int = 0
    tags: int = 0
    here: int = 0
    moved: int = 0
    joined: int = 0
    beside: int = 0
    keys: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    differences: tuple[TagDifference, ...] = ()
    candidates: tuple[exchange.CandidateItem, ...] = ()

    def new(self, kind: type[Record]) -> int:
        """Return the number of records of a kind that it takes in."""
        return sum(isinstance(record, kind) for record in self.records)

    def in_words(self) -> Sequence[str]:
        """Return a line for each thing that it would do."""
        if self.candidates:
            return (f"{numbered(len(self.candidates), 'candidate')} that another search has found",)
        kinds = (("passage", Passage), ("link", Link), ("tag", Tag))
        taken = ", ".join(numbered(self.new(kind), name) for name, kind in kinds)
        suggested = self.new(SuggestedPassage)
        rest = len(self.records) - suggested - sum(self.new(kind) for _, kind in kinds)
        lines = [f"Taken in: {taken}" + (f", {rest:,} statuses and corrections" if rest else "")]
        if suggested:
            hint = "to be accepted or rejected in the articles (has:suggestion)"
            lines.append(f"Suggested by other tools, {hint}: {suggested:,}")
        if self.here:
            lines.append(f"Here already, and stay as they are: {self.here:,}")
        if self.moved:
            lines.append(f"Passages set where their quote stands: {self.moved:,}")
        if self.joined:
            lines.append(f"Passages on a place that had one, joined with it: {self.joined:,}")
        if self.beside:
            lines.append(f"Passages beside others on the same words: {self.beside:,}")
        if self.replaced:
            lines.append(f"Starting tags that nobody has used, and that go: {len(self.replaced):,}")
        if self.keys:
            lines.append(f"Keys that were taken: now {describe_keys(self.keys)}")
        return lines


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The changes that an import made, in words, and its losses: each thing by its name.

    ``is_step`` tells that it can be taken back: one that changed no annotation leaves no step.
    """

    done: str
    left_out: tuple[str, ...] = ()
    is_step: bool = False


def carry_out(
    workspace: Workspace,
    plan: ImportPlan,
    accepted: Collection[TagDifference] = (),
    tell: Callable[[int], object] = lambda _: None,
) -> ImportReport:
    """Carry out a plan as one step, with the changes of tags that were ``accepted``.

    ``tell`` is told how many records were taken; what it raises ends the import, and nothing is
    changed.

    Raises:
        StoreError: where it can't be saved.
    """
    if plan.candidates:
        return ImportReport(take_candidates(workspace, plan.candidates))
    changed = len(plan.records) + len(accepted)
    with workspace.store.step(f"import of {numbered(changed, 'record')}") as step:
        for tag in plan.replaced:
            step.delete(tag)
        for number, record in enumerate(plan.records):
            tell(number)
            if record.revision:
                step.adopt(record)
            else:  # of a tool that does not say who made it, and when
                step.put(record)
        for one in accepted:
            step.put(one.theirs)
    _keep_texts(workspace, (one for one in plan.records if isinstance(one, AnchoredRecord)))
    done = (
        f"{numbered(plan.passages, 'passage')}, {numbered(plan.links, 'link')},"
        f" {numbered(plan.tags, 'tag')}:"
        f" {numbered(len(plan.records), 'record')} taken, {plan.here:,} here already"
    )
    if suggested := plan.new(SuggestedPassage):
        done += f", {numbered(suggested, 'suggestion')} to be accepted or rejected"
    if accepted:
        done += f", {numbered(len(accepted), 'tag')} changed as in the file"
    if plan.moved:
        done += f", {numbered(plan.moved, 'passage')} set where their quote stands"
    if plan.joined:
        done += f", {numbered(plan.joined, 'passage')} on a place that had one: joined"
    if plan.beside:
        done += f", {numbered(plan.beside, 'passage')} beside others on the same words"
    if plan.keys:
        done += f"; keys that were taken: now {describe_keys(plan.keys)}"
    if plan.replaced:
        done += f"; {describe_replaced(plan)}"
    is_step = bool(plan.records or plan.replaced or accepted)
    return ImportReport(done, plan.left_out, is_step)


def describe_replaced(plan: ImportPlan) -> str:
    """Return the fate of the tags that gave way."""
    return f"{numbered(len(plan.replaced), 'starting tag')} that nobody used: gone; u takes it back"


def _keep_texts(workspace: Workspace, passages: Iterable[AnchoredRecord]) -> None:
    """Keep the sources that passages were set in, as is done where a person sets one."""
    hashes: dict[str, set[str]] = {}
    for passage in passages:
        hashes.setdefault(passage.document, set()).add(passage.anchor.sha256)
    found = []
    for path, known in hashes.items():
        with suppress(CorpusError):
            document = workspace.document(path)
            if document.sha256 in known:
                found.append((document.sha256, document.source))
    workspace.store.keep_texts(found)


def tag_differences(
    here: Sequence[Tag], tags: Iterable[exchange.TagItem], taken: Sequence[Tag]
) -> tuple[TagDifference, ...]:
    """Return the tags of a file that are here otherwise, and stay as they are.

    A tag is known by its id, where it has one, else by its name; those that are ``taken`` in are
    not told. What a file does not say differs in nothing, nor does a name or a key that another
    tag has, or a parent that lies below the tag.
    """
    by_id, by_name = {tag.id: tag for tag in here}, {name_form(tag.name): tag for tag in here}
    placed = {tag.id: tag for tag in (*here, *taken)}
    parents = {tag.name: tag for tag in placed.values()}
    new = {tag.id for tag in taken}
    names, keys = ({getattr(tag, of) for tag in (*here, *taken)} for of in ("name", "key"))
    found = []
    for tag in tags:
        ours = by_id.get(tag.id) or by_name.get(name_form(tag.name))
        if ours is None or ours.id in new:
            continue
        theirs = _tag_as_in_file(ours, tag, names, keys)
        above = parents.get(tag.parent or "")
        if above is not None and above.id not in with_children(placed.values(), [ours.id]):
            theirs = replace(theirs, parent=above.id)
        if theirs != ours:
            placements = (placed.get(one.parent or "") for one in (ours, theirs))
            before, after = (one.name if one else "" for one in placements)
            found.append(TagDifference(ours, theirs, (before, after)))
            placed[ours.id] = theirs
            names.add(theirs.name)
            keys.add(theirs.key)
    return tuple(found)


def _tag_as_in_file(ours: Tag, tag: exchange.TagItem, names: Set[str], keys: Set[str]) -> Tag:
    """Return a tag as a file has it, without the names and keys of others."""
    name = one_line(tag.name) or ours.name
    is_same_color = tag.color.casefold() == ours.color.casefold()
    return replace(
        ours,
        name=ours.name if name in names else name,
        color=ours.color if is_same_color else tag.color or ours.color,  # most tools give none
        key=ours.key if tag.key in keys else tag.key or ours.key,
        description=tag.description or ours.description,
    )


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
