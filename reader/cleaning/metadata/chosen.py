"""Choose between the byline and date that a page declares and those that its lines show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from reader.cleaning.article import Field
from reader.cleaning.metadata.days import stands_beside
from reader.cleaning.metadata.found import FoundMetadata
from reader.cleaning.metadata.page_draft import PageDraft

# So likely must a line name the authors to go before what the page declares.
_SURE = 0.5
_TIME_ZONES = 10  # hours: but for some islands no place is farther from universal time


def byline_of(found: FoundMetadata, page: Mapping[str, Field]) -> Field | None:
    """Return the byline: a sure line that says it is one, else what the page declares.

    A line of a page that does not say so, and a house that a page declares, count where nothing
    else does.
    """
    sure = found.signed >= _SURE
    byline = found.byline if sure and found.says_by else None
    named = [page[name] for name in ("byline", "signed") if name in page]
    # One word may be what the writer logs in with.
    declared = max(named, key=lambda each: " " in each.text, default=None)
    if len(named) > 1 and named[1].text.startswith(named[0].text):
        declared = named[0]
    if byline and declared and (byline.text in declared.text or declared.text in byline.text):
        return declared  # the line says more than the names, or not all of them
    likely = found.byline if found.says_by or not page or (sure and found.is_full_name) else None
    return byline or declared or likely or page.get("house")


def date_of(draft: PageDraft, page: Mapping[str, Field]) -> Field | None:
    """Return the date: the one declared, else that of an element or a line, else a likely one.

    One that is marked anywhere in the page is not likely where it stands beside the article.

    Of a moment that is declared in universal time the page may show the day where it was written,
    and the other way round.
    """
    found, time = draft.found, page.get("time")
    declared = page.get("date") or page.get("marked")
    if (
        declared
        and found.date
        and (found.date.value or "")[:10] in _days_around(declared.value or "")
    ):
        return found.date
    likely = None if time is None or stands_beside(draft, time.end) else time
    return declared or found.date or page.get("day") or likely or page.get("address")


def _days_around(moment: str) -> set[str]:
    """Return the other days that it is elsewhere at a moment with its time zone (ISO 8601)."""
    at = datetime.fromisoformat(moment) if "T" in moment else None
    if at is None or at.tzinfo is None:
        return set()
    # Written in the time of a place, it tells the place; the page may show universal time.
    away = () if at.utcoffset() else (-_TIME_ZONES, _TIME_ZONES)
    days = {(at.astimezone(UTC) + timedelta(hours=hours)).date() for hours in (0, *away)}
    return {day.isoformat() for day in days - {at.date()}}
