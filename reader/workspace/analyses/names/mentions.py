"""The mentions of a document, with the corrections of a person applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reader import entities
from reader.annotations import Correction, Store
from reader.cleaning import Article
from reader.entities import Engine, Mention, NameCorrection, NameVerdict, Type
from reader.text import Excerpt
from reader.workspace.cache.mention_codec import EntityNames

# The types of mentions that are names.
NAMING = frozenset(Type) - {Type.DATE, Type.MONEY}


def mentions_of(
    article: Article, engine: Engine, date: str, *, whole: bool = False
) -> tuple[Mention, ...]:
    """Return an engine's mentions of an article, or with ``whole`` of its whole source.

    ``date`` is the one in the summary of its document, in ISO 8601, empty where none is known.
    Offsets are those of the source.

    Raises:
        RecogniserError: where the engine can't work.
    """
    excerpt = Excerpt.whole(article.source) if whole else article.excerpt
    found = engine.recognise(excerpt.text, date=date or None)
    places = excerpt.to_sources([(mention.start, mention.end) for mention in found])
    return tuple(
        Mention(start, end, mention.type, mention.entity)
        for mention, (start, end) in zip(found, places, strict=True)
        if start < end
    )


def names_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the entities that are mentioned by name, each once, in the order of the text."""
    return tuple(dict.fromkeys(m.entity for m in mentions if m.type in NAMING))


def corrections(store: Store) -> tuple[NameCorrection, ...]:
    """Return the corrections of the recogniser by people, oldest first.

    Records of a kind that this version doesn't know, or that changes no mention, are left out.
    """
    known, types = (
        {v.value for v in NameVerdict} - {NameVerdict.OTHER_THAN},
        {t.value for t in Type},
    )
    return tuple(
        NameCorrection(
            NameVerdict(record.verdict),
            record.entity,
            type=Type(record.type) if record.type else None,
            other=record.other,
            surface=record.surface,
            was=Type(record.was) if record.was else None,
        )
        for record in store.all(Correction)
        if record.verdict in known and types.issuperset(filter(None, (record.type, record.was)))
    )


def distinct_names(store: Store) -> frozenset[frozenset[str]]:
    """Return the pairs of names that people said are of two things."""
    return frozenset(
        frozenset((record.entity, record.other or record.entity))
        for record in store.all(Correction)
        if record.verdict == NameVerdict.OTHER_THAN
    )


def settled(
    source: str,
    mentions: Sequence[Mention],
    corrections: Sequence[NameCorrection],
    joined: Mapping[tuple[str, str], str],
) -> tuple[Mention, ...]:
    """Return mentions with corrections applied, and named as in the whole corpus.

    ``joined`` gives the corpus-wide name for a family and a name, where that is another one.
    Corrections apply to the names of the article and to those of the corpus: a person's word wins
    over both.
    """
    if corrections:
        mentions = entities.corrected(source, mentions, corrections)
    if joined:
        mentions = [
            replace(m, entity=joined.get((m.type.family, m.entity), m.entity)) for m in mentions
        ]
        mentions = entities.corrected(source, mentions, corrections)
    return tuple(mentions)


def settled_names(
    names: Iterable[EntityNames], corrections: Sequence[NameCorrection]
) -> dict[EntityNames, EntityNames | None]:
    """Return the corrected forms of names that corrections change; None of what is no entity."""
    meant = {correction.entity for correction in corrections}
    chosen = list(dict.fromkeys(name for name in names if name.entity in meant)) if meant else []
    if not chosen:
        return {}
    # The engine corrects the mentions of a text; this is one that mentions each name once.
    mentions, start = [], 0
    for name in chosen:
        mentions.append(Mention(start, start + len(name.surface), name.type, name.entity))
        start += len(name.surface) + 1
    text = "\n".join(name.surface for name in chosen)
    kept = {mention.start: mention for mention in entities.corrected(text, mentions, corrections)}
    result: dict[EntityNames, EntityNames | None] = {}
    for name, before in zip(chosen, mentions, strict=True):
        after = kept.get(before.start)
        result[name] = EntityNames(after.entity, after.type, name.surface) if after else None
    return result
