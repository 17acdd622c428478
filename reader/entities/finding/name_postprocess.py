"""Names put right after they were found: spans, and one type for one name in an article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reader.entities.finding.gazetteer import Gazetteer
from reader.entities.finding.name_rules import RuledName
from reader.entities.finding.tokens_of_text import TokenisedText
from reader.entities.mention import Type

_SURE = frozenset(["country", "people", "group", "law", "event", "product"])
_THINGS = frozenset([Type.LAW, Type.EVENT, Type.PRODUCT])  # the model does not tell them
_RANKS = frozenset(["Allied", "Supreme"])  # parts of ranks, never a name by themselves
_POSSESSIVES = frozenset(["His", "Her", "Your"])
_LONGEST = 16  # words of a name: what is longer is a list in capitals
_SMALL = frozenset(["of", "and", "the", "for", "in", "on", "to"])
_MARKUP = frozenset("<>|{}[]=")  # with them something else begins: "Veltus Corp <VLTS>"
# Words that open sentences; some ("So") are given names, too.
_OPENERS = frozenset([
    "After", "Although", "And", "As", "Because", "Before", "But", "Even", "How", "However",
    "If", "Meanwhile", "Nor", "Now", "Once", "Or", "Perhaps", "Since", "So", "Still", "Then",
    "Therefore", "Though", "Thus", "Until", "When", "Where", "While", "Why", "Yet"
])  # fmt: skip
_ARTICLES = frozenset(["the", "a", "an"])


def fitted(
    texts: Sequence[str], labelled: Iterable[tuple[int, int, str]], lists: Gazetteer
) -> Iterator[RuledName]:
    """Yield names from labelled stretches of words.

    Titles, articles and punctuation are cut off; an organisation and the person who follows it
    are two names; what is neither a name nor a thing (a nationality's language) is left out.
    """
    for first, stop, found in labelled:
        label = "ORG" if found == "LOC" and _agency(texts, first, stop) else found
        start, end = _trimmed(texts, first, stop, label, lists)
        if not 0 < end - start <= _LONGEST or _never_alone(texts[start:end], lists):
            continue
        if _holder(texts, start, end, lists):
            continue
        if label == "PER" and _address(texts, start, end, lists):
            continue
        if label == "ORG":
            person = _person_after(texts, start, end, lists)
            if person < end:
                yield RuledName(person, end, Type.PER)
                end = person
            elif _holder_follows(texts, start, end, lists):
                end = start + 1
        if label == "LOC" and _country_first(texts[start:end], lists):
            end = start + 1
        if start == 0 and _country_acts(texts, end, lists):
            end = 1
        kind = _kind(texts[start:end], label, lists)
        if kind is not None:
            yield RuledName(start, end, kind)


def _never_alone(words: Sequence[str], lists: Gazetteer) -> bool:
    if len(words) > 1:
        return False
    several = words[0].endswith("s") and words[0][:-1].isupper() and len(words[0]) > 2  # NGOs
    return several or words[0] in lists.nonames or words[0] in _RANKS


def _address(texts: Sequence[str], start: int, end: int, lists: Gazetteer) -> bool:
    """Tell whether a name is but how the person after it is addressed ("His Highness Sheikh")."""
    return (
        end < len(texts)
        and texts[end][0].isupper()
        and all(word in lists.titles or word in _POSSESSIVES for word in texts[start:end])
    )


def _holder(texts: Sequence[str], start: int, end: int, lists: Gazetteer) -> bool:
    """Tell whether a name is but a title that stands for who holds it ("the Imam")."""
    return (
        end - start == 1
        and start > 0
        and texts[start - 1].lower() in _ARTICLES
        and texts[start] in lists.titles
        and texts[start] not in lists.phrases
    )


def _trimmed(
    texts: Sequence[str], start: int, end: int, label: str, lists: Gazetteer
) -> tuple[int, int]:
    """Return the start and end of a name without what only stands beside it."""
    end = next((at for at in range(start + 1, end) if texts[at] in _MARKUP), end)
    while end > start and _ends_name(texts, end - 1, lists):
        end -= 1
    while start < end and (texts[start].lower() in _ARTICLES or not texts[start][0].isalnum()):
        start += 1
    if label == "PER" and _opens_sentence(texts, start, end, lists):
        start += 1
    while label == "PER" and start < end - 1 and texts[start] in lists.titles:
        start += 1
    while label in {"PER", "LOC"} and start < end - 1 and texts[end - 1].isdigit():
        end -= 1
    while start < end - 1 and texts[end - 1] in lists.titles and texts[end - 1][-1] == ".":
        end -= 1
    return start, end


def _opens_sentence(texts: Sequence[str], start: int, end: int, lists: Gazetteer) -> bool:
    """Tell whether the first word of a person's name but opens a sentence ("So Ada Lund left")."""
    return (
        end - start > 2
        and (start == 0 or not texts[start - 1][0].isalnum())
        and texts[start] in _OPENERS
        and texts[start + 1] in lists.given
    )


def _ends_name(texts: Sequence[str], at: int, lists: Gazetteer) -> bool:
    """Tell whether a word is no part of the name before it ("Donbas republics", "Jong-un" is)."""
    word = texts[at]
    if word.islower() and texts[at - 1] != "-":
        return word not in lists.heads
    return not word[0].isalnum()


def _person_after(texts: Sequence[str], start: int, end: int, lists: Gazetteer) -> int:
    """Return the start of a person's name in "Joint Chiefs of Staff Mark Milley", else ``end``."""
    for at in range(start + 1, end - 1):
        if (
            texts[at] in lists.given
            and texts[at] not in lists.cities
            and texts[at - 1] in lists.heads
            and texts[at - 1][0].isupper()
            and not any(texts[n] in lists.heads for n in range(at, end))
        ):
            return at
    return end


def _holder_follows(texts: Sequence[str], start: int, end: int, lists: Gazetteer) -> bool:
    """Tell whether "US Defense" is but the country and a part of "Defense Secretary"."""
    entry = lists.phrases.get(texts[start])
    return (
        end - start == 2
        and entry is not None
        and entry.section in {"country", "people"}
        and texts[end - 1] not in lists.heads
        and end < len(texts)
        and texts[end] in lists.titles
    )


def _agency(texts: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a name stands where a dateline names its agency: "PARIS (Reuters) - "."""
    return (
        texts[max(0, start - 1)] == "("
        and texts[end : end + 1] == [")"]
        and texts[end + 1 : end + 2] in (["-"], ["–"], ["—"])
    )


def _country_first(words: Sequence[str], lists: Gazetteer) -> bool:
    """Tell whether but the first of two words is a place ("Ukraine Vows", in a headline)."""
    entry = lists.phrases.get(words[0])
    return (
        len(words) == 2
        and entry is not None
        and entry.section == "country"
        and words[1] not in lists.heads
        and " ".join(words) not in lists.phrases
        and " ".join(words) not in lists.cities
    )


def _country_acts(texts: Sequence[str], end: int, lists: Gazetteer) -> bool:
    """Tell whether a name that opens the article is but a country of a headline and what it does.

    "Ukraine Vows Revenge": the article doesn't say the other words again.
    """
    entry = lists.phrases.get(texts[0])
    words = texts[1:end]
    return (
        entry is not None
        and entry.section == "country"
        and words != []
        and " ".join(texts[:end]) not in lists.phrases
        and not any(word in lists.heads or texts.count(word) > 1 for word in words)
    )


def _kind(words: Sequence[str], label: str, lists: Gazetteer) -> Type | None:
    """Return the type of a name: the lists know better, and tell what the others are."""
    entry = lists.phrases.get(" ".join(words))
    if entry is not None and (
        entry.section in _SURE or (entry.section == "org" and label != "PER")
    ):
        return entry.type
    if label == "ORG" and _is_person(words, lists):
        return Type.PER
    if label != "MISC":
        return Type(label)
    kinds = [lists.heads[word] for word in words if word in lists.heads]
    return kinds[-1] if kinds and kinds[-1] in {Type.LAW, Type.EVENT} else None


def _is_person(words: Sequence[str], lists: Gazetteer) -> bool:
    """Tell whether a name begins like a person's and has no word of an organisation's."""
    return (
        1 < len(words) < 5
        and words[0] in lists.given
        and words[0] not in lists.cities
        and all(word[0].isupper() and word not in lists.heads for word in words)
    )


def going_on(
    words: TokenisedText, labelled: Iterable[tuple[int, int, str]], lists: Gazetteer
) -> Iterator[tuple[int, int, str]]:
    """Yield labelled stretches, those of people with what a hyphen joins to them ("Jun-seok")."""
    texts = words.texts
    for first, stop, label in labelled:
        person = label == "PER" or (label == "ORG" and _is_person(texts[first:stop], lists))
        name = end = stop - (texts[stop - 1] == "-")
        while person and _hyphened(words, end) and (end > name or texts[end + 1].islower()):
            if texts[end + 1] in lists.common or texts[end + 1] in lists.titles:
                break  # "Clinton-era"
            end += 2
        yield first, end, label


def _hyphened(words: TokenisedText, at: int) -> bool:
    """Tell whether a hyphen stands here, with letters and no blank on both sides of it."""
    return (
        0 < at < len(words.texts) - 1
        and words.texts[at] == "-"
        and words.ends[at - 1] == words.starts[at]
        and words.ends[at] == words.starts[at + 1]
        and words.texts[at + 1].isalpha()
    )


def certain(
    texts: Sequence[str], ruled: Iterable[RuledName], lists: Gazetteer
) -> Iterator[RuledName]:
    """Yield the names found by rules that stand for themselves, whatever the model says."""
    for name in ruled:
        if name.type in _THINGS:
            yield name
            continue
        words = texts[name.first : name.stop]
        entry = lists.phrases.get(" ".join(words))
        if entry is None:
            # "Black Sea fleet": only an organisation's name ends in such a word.
            sure = words[-1].islower() and name.type is Type.ORG
        else:
            sure = len(words) > 1 or _means_one_thing(words[0], lists)
        if sure:
            yield name


def _means_one_thing(word: str, lists: Gazetteer) -> bool:
    return (
        word.lower() not in lists.common and word not in lists.given and word not in lists.surnames
    )


def joined(first: Iterable[RuledName], more: Iterable[RuledName]) -> list[RuledName]:
    """Return all the names that don't overlap; of those that do the longest, else the ``first``."""
    kept: list[RuledName] = []
    inside: set[int] = set()
    for name in sorted([*first, *more], key=lambda name: name.first - name.stop):
        if inside.isdisjoint(range(name.first, name.stop)):
            kept.append(name)
            inside.update(range(name.first, name.stop))
    return sorted(kept)


def with_teams(found: Sequence[RuledName], teams: Iterable[RuledName]) -> list[RuledName]:
    """Return the names with teams in place of the towns they are named after."""
    people = [name for name in found if name.type is Type.PER]
    held = {at for name in people for at in range(name.first, name.stop)}
    kept = [team for team in teams if held.isdisjoint(range(team.first, team.stop))]
    held = {at for team in kept for at in range(team.first, team.stop)}
    others = [name for name in found if held.isdisjoint(range(name.first, name.stop))]
    return sorted([*kept, *others])


def consistent(
    texts: Sequence[str], found: Iterable[RuledName], taken: Sequence[bool]
) -> list[RuledName]:
    """Return the names with one type for each, and with those that were missed elsewhere.

    A surname alone follows the full name; otherwise the type wins that a name has most often.
    Surnames, places, names of several words, and what was found twice, are names wherever they
    stand.
    """
    things = set(_common_acronyms(texts))
    found = [name for name in found if " ".join(texts[name.first : name.stop]) not in things]
    surnames = {
        texts[name.stop - 1]
        for name in found
        if name.type is Type.PER and name.stop - name.first > 1 and len(texts[name.stop - 1]) > 2
    }
    found = [part for name in found for part in _split_people(texts, name, surnames)]
    acronyms = dict(_acronyms(texts, found))
    votes: dict[str, Counter[Type]] = defaultdict(Counter)
    for name in found:
        votes[" ".join(texts[name.first : name.stop])][name.type] += 1
    settled = []
    for name in found:
        words = " ".join(texts[name.first : name.stop])
        kind = Type.PER if words in surnames else _elected(name.type, votes[words])
        kind = acronyms.get(words, kind)
        settled.append(RuledName(name.first, name.stop, kind))
    again = _names_anywhere(texts, votes)
    again |= dict.fromkeys(surnames, Type.PER) | acronyms
    return joined(settled, _named(texts, again, taken))


def _names_anywhere(texts: Sequence[str], votes: Mapping[str, Counter[Type]]) -> dict[str, Type]:
    """Return the names that are tagged wherever their words stand, with their usual type."""
    small = {text for text in texts if text.islower()}
    return {
        words: counted.most_common(1)[0][0]
        for words, counted in votes.items()
        # "Will" is no name wherever it stands in an article that has "will" too.
        if " " in words
        or (
            (counted.total() > 1 or Type.LOC in counted)
            and len(words) > 2
            and words[0].isupper()
            and words.lower() not in small
        )
    }


def _acronyms(texts: Sequence[str], found: Iterable[RuledName]) -> Iterator[tuple[str, Type]]:
    """Yield the acronyms that stand in brackets after what they are short for, and their types."""
    for name in found:
        match texts[name.stop : name.stop + 3]:
            case ["(", short, ")"] if short.isupper() and len(short) > 1:
                letters = iter("".join(texts[name.first : name.stop]).upper())
                if name.type is not Type.PER and all(letter in letters for letter in short):
                    yield short, name.type


def _common_acronyms(texts: Sequence[str]) -> Iterator[str]:
    """Yield acronyms that are no names, with and without s: common words stand before them.

    They stand in brackets after what they are short for: "non-performing loans (NPLs)".
    """
    for at in [at for at, text in enumerate(texts) if text == "("]:
        if texts[at + 2 : at + 3] != [")"]:
            continue
        short = texts[at + 1]
        letters = [letter.lower() for letter in short if letter.isupper()]
        before = texts[max(0, at - _LONGEST) : at]
        words = [word for word in before if word[0].isalpha() and word not in _SMALL]
        words = words[-len(letters) :]
        common = words != [] and words[-1].islower()
        if common and len(letters) > 1 and [word[0].lower() for word in words] == letters:
            yield from (short, f"{short}s", short.removesuffix("s"))


def _split_people(texts: Sequence[str], name: RuledName, surnames: set[str]) -> Iterator[RuledName]:
    """Yield the two people of "Milley-Gerasimov"; any other name as it is."""
    middle = name.first + 1
    if (
        name.stop - name.first == 3
        and texts[middle] == "-"
        and {texts[name.first], texts[name.stop - 1]} <= surnames
    ):
        yield RuledName(name.first, middle, Type.PER)
        yield RuledName(middle + 1, name.stop, Type.PER)
    else:
        yield name


def _elected(own: Type, votes: Counter[Type]) -> Type:
    """Return the type that a name has most often, its own one of two that it has as often."""
    kind, count = votes.most_common(1)[0]
    return kind if count > votes[own] else own


def _named(
    texts: Sequence[str], names: dict[str, Type], taken: Sequence[bool]
) -> Iterator[RuledName]:
    """Yield all the places where one of ``names`` stands, the longest first of several."""
    longest: dict[str, int] = {}
    for name in names:
        parts = name.split(" ")
        longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    for at in [at for at, text in enumerate(texts) if text in longest]:
        for length in range(min(longest[texts[at]], len(texts) - at), 0, -1):
            kind = names.get(" ".join(texts[at : at + length]))
            # "Defense Secretary" isn't the "Defense" that was named elsewhere.
            part = (
                length == 1
                and kind is not Type.PER
                and texts[at + 1 : at + 2] != []
                and texts[at + 1][0].isupper()
            )
            if kind is not None and not part and not any(taken[at : at + length]):
                yield RuledName(at, at + length, kind)
                break
