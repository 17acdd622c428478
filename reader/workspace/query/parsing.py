"""Reading a query: its tokens with their places, and the tree that they make."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import NamedTuple

from reader.text import Span, Wording
from reader.text.dates.day_range import days_of
from reader.workspace.query.query_fields import FIELDS, field_meant
from reader.workspace.query.syntax import (
    CLOSING,
    OPENING,
    AllOf,
    AnyOf,
    FieldTest,
    NearTest,
    Not,
    PatternTest,
    Query,
    QueryError,
    WordsTest,
    unescaped,
    words_of_any,
)

# A comma parts several values of a field, except where it may stand in one.
_OF_WORDS = frozenset({"note", "story", "document"})
_DEEPEST = 50  # brackets within brackets
_WITHIN = 10  # words between two that are near each other, where no number is said
_OPEN, _CLOSE = f"[{OPENING}]", f"[{CLOSING}]"
_QUOTED = rf"(?:\\{_CLOSE}|[^{CLOSING}])*"
_NEAR = 'It joins two: crate near sat, "the crate" near/3 sat. Write "near" for the word'
_NAMES = ", ".join(FIELDS)
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<open>-?\()
    |(?P<close>\))
    |(?P<quoted>-?=?{_OPEN}(?P<words>{_QUOTED}){_CLOSE}?)
    |(?P<pattern>-?/(?P<body>(?:\\.|[^/\\\s]|[ ])+)/(?=[\s)]|$))
    |(?P<field>-?(?P<name>[^\W\d_]+):(?!//)(?:{_OPEN}(?P<value>{_QUOTED}){_CLOSE}?|(?P<bare>[^\s()]*)))
    |(?P<at>-?@(?:{_OPEN}(?P<called>{_QUOTED}){_CLOSE}?|(?P<short>[^\s()]*)))
    |(?P<near>(?i:near)(?:/(?P<within>\d{{1,3}}))?(?=[\s)]|$))
    |(?P<or>(?i:or)(?=[\s()]|$))
    |(?P<word>(?:[^\s()]*[^\W\d_][-\u2010]\s+(?!(?i:or|near)(?:[\s()/]|$))(?=[^\W\d_]))*[^\s()]+)
    )""",
    re.VERBOSE,
)
_BEHIND = re.compile(r"[\w*]+")
_ANOTHER = re.compile(r"\s+([^\W\d_][^\s()\"@:]*)")


class _QueryToken(NamedTuple):
    kind: str
    span: Span
    match: re.Match[str]

    @property
    def negated(self) -> bool:
        return self.match[self.kind].startswith("-") and self.kind not in {"word", "near", "or"}


def parse(text: str, *, typing: bool = False) -> Query | None:
    """Return the query that a person typed; None where it asks for nothing.

    While it is being typed (``typing``) the last word may be the beginning of one.

    Raises:
        QueryError: with the place of what can't be understood.
    """
    reader = _Parser(text, typing=typing)
    query = reader.any_of()
    if reader.token is not None:  # a bracket that closes nothing
        raise reader.error("there is no bracket that this one closes")
    return query


def as_answered(text: str, *, typing: bool) -> str:
    """Return a query as ``parse`` takes it: while it is being typed, with the * of its last word.

    A query that can't be understood is returned as it is.
    """
    with suppress(QueryError):
        if typing and parse(f"{text}*") == parse(text, typing=True):
            return f"{text}*"
    return text


class _Parser:
    """Reads a query from left to right, by its grammar:

    any = all {or all}; all = near {near}; near = one [near one];
    one = (any) | "words" | /pattern/ | field:value | @Name | word, each with - before it.
    """

    def __init__(self, text: str, *, typing: bool) -> None:
        self._text, self._typing = text, typing
        self._at = self._depth = 0
        self.token: _QueryToken | None = None
        self._next()

    def error(self, message: str, remedy: str = "", span: Span | None = None) -> QueryError:
        """Return the error that a token, by default the one at hand, gives rise to."""
        end = len(self._text)
        place = span or (self.token.span if self.token else Span(end, end))
        return QueryError(message, self._text, place, remedy)

    def any_of(self) -> Query | None:
        """Read parts with ``or`` between them."""
        parts: list[Query] = []
        while True:
            part = self._all_of()
            if self.token is None or self.token.kind != "or":
                if part is None and parts:
                    raise self.error(
                        "there must be something after “or”", 'Write "or" for the word'
                    )
                break
            if part is None:
                raise self.error("there must be something before “or”", 'Write "or" for the word')
            parts.append(part)
            self._next()
        if part is not None:
            parts.append(part)
        return AnyOf(tuple(parts)) if len(parts) > 1 else part

    def _all_of(self) -> Query | None:
        parts: list[Query] = []
        while self.token is not None and self.token.kind not in {"or", "close"}:
            parts.append(self._near())
        return AllOf(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def _near(self) -> Query:
        if self.token is not None and self.token.kind == "near":
            raise self.error("there must be words before “near”", _NEAR)
        first = self._one()
        if self.token is None or self.token.kind != "near":
            return first
        near = self.token
        self._next()
        if self.token is None or self.token.kind in {"or", "close", "near"}:
            raise self.error("there must be words after “near”", _NEAR, near.span)
        firsts, seconds = words_of_any(first), words_of_any(self._one())
        if not (firsts and seconds):
            remedy = 'Names are written as words there: "helen marsh" near (resign or quit)'
            raise self.error("only words can be near each other", remedy, near.span)
        if self.token is not None and self.token.kind == "near":
            raise self.error("“near” joins two, and no third", "Write (a near b) (b near c)")
        within = int(near.match["within"] or _WITHIN)
        tests = tuple(NearTest(one, other, within) for one in firsts for other in seconds)
        return AnyOf(tests) if len(tests) > 1 else tests[0]

    def _one(self) -> Query:
        token = self.token
        assert token is not None
        found = self._bracket(token) if token.kind == "open" else self._test(token)
        return Not(found) if token.negated else found

    def _bracket(self, token: _QueryToken) -> Query:
        if self._depth == _DEEPEST:
            raise self.error(f"more than {_DEEPEST} brackets stand within each other here")
        self._depth += 1
        self._next()
        inner = self.any_of()
        self._depth -= 1
        if self.token is None:
            raise self.error("this bracket is not closed", span=token.span)
        if inner is None:
            place = Span(token.span.start, self.token.span.end)
            raise self.error("there is nothing in these brackets", span=place)
        self._next()
        return inner

    def _test(self, token: _QueryToken) -> Query:
        match token.kind:
            case "quoted":
                found: Query = self._quoted(token)
            case "pattern":
                found = self._pattern(token)
            case "field":
                found = self._field(token)
            case "at":
                found = self._name(token)
            case _:
                return self._word(token)
        self._next()
        return found

    def _quoted(self, token: _QueryToken) -> Query:
        words = unescaped(token.match["words"])
        if not words.strip():
            raise self.error("there are no words in these quotation marks")
        self._closed(token, token.match["quoted"])
        return WordsTest(Wording(" ".join(words.split()), exact=True))

    def _pattern(self, token: _QueryToken) -> Query:
        import regex

        body = token.match["body"].replace("\\/", "/")
        try:
            regex.compile(body, regex.V1)
        except regex.error as error:
            raise self.error(f"this is no regular expression: {error}") from error
        return PatternTest(body, token.span)

    def _field(self, token: _QueryToken) -> Query:
        name, value = token.match["name"].lower(), token.match["value"]
        if name not in FIELDS:
            near = field_meant(name)
            word = f'Write "{name}:" for the word'
            # A line of 80 columns has no place for all names: they come last.
            remedy = f"Did you mean {near}: ? {word}" if near else f"{word}. Fields: {_NAMES}"
            raise self.error(f"there is no field “{name}:”", remedy)
        quoted = value is not None
        if quoted:
            self._closed(token, token.match["field"].partition(":")[2])
        else:
            value = token.match["bare"]
            if not value:
                raise self.error(f"{name}: needs a value", _allowed(name))
            if "," in value and name not in _OF_WORDS:
                some = [FieldTest(name, one) for one in value.split(",") if one]
                for test in some:
                    self._check(test)
                return AnyOf(tuple(some))
        assert value is not None
        value = unescaped(value) if quoted else value
        starred = not quoted and value.endswith("*") and len(value) > 1
        is_open = not quoted and name != "date"  # a day is whole, as a range is
        prefix = starred or (is_open and self._is_being_typed(token))
        value = " ".join(value.removesuffix("*" if starred else "").split())
        test = FieldTest(name, value, prefix, exact=quoted)
        self._check(test)
        return test

    def _check(self, test: FieldTest) -> None:
        """Raise QueryError for what a field can't have, nor begin with while it is typed."""
        allowed = FIELDS[test.name].values
        if not test.value:
            return
        if test.name == "date" and days_of(test.value) is None:
            first, _, last = test.value.partition("..")
            if last and days_of(f"{last}..{first}"):
                remedy = f"Write date:{last}..{first}"
                raise self.error(f"“{test.value}” is the wrong way round", remedy)
            remedy = "Write a year, month or day, or a range: 2022, 2022-05..2022-06, ..2022-06-30"
            raise self.error(f"“{test.value}” is no date", remedy)
        if allowed and not any(
            one == test.value or (test.prefix and one.startswith(test.value)) for one in allowed
        ):
            raise self.error(f"{test.name}: is never “{test.value}”", _allowed(test.name))

    def _name(self, token: _QueryToken) -> Query:
        called = token.match["called"]
        if called is not None:
            self._closed(token, token.match["at"].partition("@")[2])
            called = unescaped(called)
        else:
            called = token.match["short"]
            # A name goes on with words that begin with a capital: @Helen Marsh.
            while called and (more := _ANOTHER.match(self._text, self._at)):
                if not more[1][0].isupper():
                    break
                called += f" {more[1]}"
                self._at = more.end()
        if not called.strip():
            raise self.error("@ needs a name", 'Names of several words: @Helen Marsh, @"New York"')
        prefix, exact = called.endswith("*"), token.match["called"] is not None
        return FieldTest("@", " ".join(called.removesuffix("*").split()), prefix, exact)

    def _word(self, token: _QueryToken) -> Query:
        """Read a word: with - before it is left out, with = found as it stands, * is any ending."""
        word, span = token.match[token.kind], token.span
        self._refuse_signs(word.removeprefix("-"), token)
        self._next()
        negated = word.startswith("-") and len(word) > 1
        if negated:
            word = word[1:]
        if word == "-":
            raise self.error("- needs something to leave out right behind it", span=span)
        exact = word.startswith("=") and len(word) > 1
        prefix = (word.endswith("*") and len(word) > 1) or self._is_being_typed(token)
        word = word.removeprefix("=" if exact else "")
        word = word.removesuffix("*" if word.endswith("*") and len(word) > 1 else "")
        test = WordsTest(Wording(word, exact=exact, prefix=prefix))
        return Not(test) if negated else test

    def _refuse_signs(self, word: str, token: _QueryToken) -> None:
        """Refuse a word that is half a regular expression, or has its * where none can be."""
        if word.startswith("*"):
            raise self.error(
                "a * stands for the end of a word, behind its beginning",
                "For other places: /lan\\b/",
            )
        if not word.startswith("/") or word == "/" or self._typing:
            return
        quoted = "What is no expression is put in quotation marks"
        if word == "//":
            raise self.error("there is nothing in this regular expression", quoted)
        if word.count("/") > 1:
            end = token.span.start + token.match[token.kind].rindex("/") + 1
            message = "nothing can stand right behind a regular expression"
            remedy = f"(?i) at its beginning finds capitals too. {quoted}"
            raise self.error(message, remedy, Span(end, token.span.end))
        raise self.error("there is no / that ends this regular expression", quoted)

    def _is_being_typed(self, token: _QueryToken) -> bool:
        return self._typing and token.span.end == len(self._text)

    def _closed(self, token: _QueryToken, quoted: str) -> None:
        """Refuse quotation marks that a word stands right behind, or that nobody will close."""
        text = quoted.lstrip("-=")
        is_closed = len(text) > 1 and text[-1] in CLOSING and text[-2] != "\\"
        if not is_closed and not self._typing:
            raise self.error("these quotation marks are not closed", span=token.span)
        if (behind := _BEHIND.match(self._text, self._at)) is not None:
            message = "nothing can stand right behind quotation marks"
            raise self.error(message, "A blank parts two words", Span(*behind.span()))

    def _next(self) -> None:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            self.token = None
            return
        self._at = found.end()
        kind = next(k for k in _KINDS if found[k] is not None)
        self.token = _QueryToken(kind, Span(*found.span(kind)), found)


_KINDS = ("open", "close", "quoted", "pattern", "field", "at", "near", "or", "word")


def _allowed(name: str) -> str:
    field = FIELDS[name]
    return f"Allowed: {', '.join(field.values)}" if field.values else f"It is {field.help}"
