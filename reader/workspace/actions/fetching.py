"""Fetch pages into the folder of a corpus, as their sites allow it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from reader import __version__
from reader.cleaning import clean, no_article
from reader.corpus import date_in_path, decoded, without_date
from reader.errors import CorpusError, OutputExistsError
from reader.files_out import write_file
from reader.text import Format

if TYPE_CHECKING:
    from urllib3 import PoolManager

_AGENT = "article-reader"
_LONGEST_NAME, _MOST_OF_A_NAME = 80, 1_000  # characters of a file's name; files of one name
_NO_NAME = re.compile(r"[^\w-]+")
_PAGES = ("text/html", "application/xhtml+xml")
_SAVED = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_MOST_BYTES = 20_000_000  # bytes of a page
# In seconds; the delay is that between two pages of a site that does not say one.
_TIMEOUT, _USUAL_DELAY = 30, 5.0
# So often a page is asked for again, while its site says that this will pass, after so many seconds
# at most where the site says how long; and so many times an address may lead on to another.
_TRIES, _LONGEST_PAUSE, _MOST_HOPS = 2, 30, 5
_PASSING = (429, 500, 502, 503, 504)  # HTTP: what may pass, and is asked again
# What is said of a request that failed, and what that means.
_FAILURES = (
    ("resolve", "its host can't be found; this computer may be offline"),
    ("unreachable", "there is no way to it; this computer may be offline"),
    ("refused", "the connection was refused"),
    ("timed out", "it did not answer in time"),
    ("ertificate", "its certificate is not valid"),
    ("non-public address", "it leads to an address that is not public"),
    ("redirects", "it sends one on and on"),
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was saved: its address in the end, and its file."""

    url: str
    file: Path


class _SiteResponse(NamedTuple):
    """The answer of a site: its status, kind, and text, and the address that it leads on to.

    ``pause`` are the seconds after which it may be asked again.
    """

    status: int
    kind: str
    text: str
    leads_to: str
    pause: float


class Fetcher:
    """Fetches pages one after the other, with what the robots.txt of each site says kept in mind.

    ``wait`` is called with the seconds that a site wants between two requests.
    """

    def __init__(self, folder: Path, wait: Callable[[float], None]) -> None:
        self._folder = folder
        self._wait = wait
        self._rules: dict[str, RobotFileParser] = {}
        self._asked: set[str] = set()

    def fetch(self, url: str) -> Fetched:
        """Fetch a page, and save it with its address and the time.

        Raises:
            CorpusError: where there is no page, or its site does not want it to be fetched.
            OutputError: where it is here already, or can't be written.
        """
        url = _address(url)
        at_home = _is_at_home(url)
        for _ in range(_MOST_HOPS):
            self._check_new(url)
            self._check_allowed(url, at_home)
            answer = self._answer(url, at_home)
            if not answer.leads_to:
                break
            url = _address(answer.leads_to, base=url)
        else:
            raise CorpusError("it sends one on and on", place=url, remedy="Open it in a browser")
        status, kind, page = answer.status, answer.kind, answer.text
        if status != 200:
            why = {404: "there is no such page", 410: "the page is gone"}.get(
                status, "the site refuses it" if status in (401, 403, 429) else "the site failed"
            )
            raise CorpusError(f"{why} ({status})", place=url, remedy="Open it in a browser")
        if kind and kind not in _PAGES:
            remedy = "Save it yourself in the folder: reader opens many kinds of files"
            raise CorpusError(f"no HTML but {kind}", place=url, remedy=remedy)
        if not page.strip():
            raise CorpusError("the page is empty", place=url, remedy="Open it in a browser")
        if why := no_article(clean(page, Format.HTML)):
            raise CorpusError(why, place=url, remedy="Save it yourself from a browser")
        return self._saved(url, page)

    def _check_new(self, url: str) -> None:
        for file in self._files(url):
            if _address_in(file) == url:
                raise OutputExistsError(
                    f"it is here already, as {file.name}",
                    place=url,
                    remedy="Remove that file to fetch it anew",
                )

    def _check_allowed(self, url: str, at_home: bool) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            url_of_rules = f"{site}/robots.txt"
            self._rules[site] = _rules_in(self._asked_for(url_of_rules, at_home, follows=True))
        if not self._rules[site].can_fetch(_AGENT, url):
            raise CorpusError(
                "its site does not want programs to fetch it (robots.txt)",
                place=url,
                remedy="Save it yourself from a browser",
            )

    def _answer(self, url: str, at_home: bool) -> _SiteResponse:
        """Ask for a page, not sooner after the last one of its site than that wants."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        said = self._rules[site].crawl_delay(_AGENT)
        delay = _USUAL_DELAY if said is None else float(said)
        if site in self._asked:
            self._wait(delay)
        self._asked.add(site)
        return self._asked_for(url, at_home, delay=delay)

    def _asked_for(
        self, url: str, at_home: bool, *, follows: bool = False, delay: float = _USUAL_DELAY
    ) -> _SiteResponse:
        """Ask for something, and again after the delay while the site says that it will pass."""
        answer = _request(url, at_home=at_home, follows=follows)
        for _ in range(_TRIES):
            if answer.status not in _PASSING:
                break
            self._wait(max(delay, answer.pause))
            answer = _request(url, at_home=at_home, follows=follows)
        return answer

    def _saved(self, url: str, page: str) -> Fetched:
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        safe = url.replace("--", "-%2D").replace(">", "%3E")
        head = f"<!-- saved from url=({len(safe):04}){safe} -->\n<!-- fetched {now} -->\n"
        for file in self._files(url):
            with suppress(OutputExistsError):  # of another page, which another may fetch just now
                write_file(file, [f"{head}{page}".encode("utf-8", "replace")])
                return Fetched(url, file)
            if _address_in(file) == safe:
                self._check_new(safe)
        raise CorpusError("there are too many files of its name", place=url)

    def _files(self, url: str) -> Iterator[Path]:
        """Yield the files that a page may be saved in, up to the first that is free."""
        name = name_of(url)
        for number in range(1, _MOST_OF_A_NAME):
            file = self._folder / (f"{name}-{number}.html" if number > 1 else f"{name}.html")
            yield file
            if not file.exists():
                return


def addresses(lines: Iterable[str]) -> Iterator[str]:
    """Yield the addresses of a list: one a line, without what follows them, and no comments."""
    for line in lines:
        words = line.split()
        if words and not words[0].startswith("#"):
            yield words[0]


def name_of(url: str) -> str:
    """Return the name for the file of a page: the day in its address, and its last words."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    steps = [step for step in without_date(path).split("/") if step.strip(" .-_")]
    last = re.sub(r"\.\w{2,5}$", "", steps[-1]) if steps else parts.hostname or ""
    pieces = [date_in_path(path), _NO_NAME.sub("-", last).strip("-")[:_LONGEST_NAME]]
    return "-".join(filter(None, pieces)) or "page"


def _address(url: str, base: str = "") -> str:
    """Return an address of the web without its fragment; raise CorpusError for what is none.

    It may be relative to a ``base``.
    """
    try:
        whole = urldefrag(urljoin(base, url)).url
        parts = urlsplit(whole)
    except ValueError:  # brackets without an address of IPv6
        whole, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CorpusError("this is no address", place=url, remedy="Write https://…")
    return whole


def _address_in(file: Path) -> str:
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            match = _SAVED.search(stream.read(5_000))
    except OSError:
        return ""
    return match[1] if match else ""


def _rules_in(answer: _SiteResponse) -> RobotFileParser:
    """Return the rules in the robots.txt of a site; none where it has none (RFC 9309, 2.3.1)."""
    rules = RobotFileParser()
    if answer.status == 200:
        rules.parse(answer.text.splitlines())
    elif 400 <= answer.status < 500:
        rules.parse([])
    else:
        rules.parse(["User-agent: *", "Disallow: /"])
    return rules


def _request(url: str, *, at_home: bool, follows: bool) -> _SiteResponse:
    """Ask a site for something; raise CorpusError where it does not answer.

    An address ``at_home``, which is not public, is only asked where a user has named such a one;
    ``follows`` is whether to go on to the address that the site names instead.
    """
    from urllib3.exceptions import HTTPError
    from urllib3.util import Retry, make_headers

    # What is asked again is asked after a delay that the library knows nothing of.
    tries = Retry(
        None, connect=0, read=0, other=0, redirect=_MOST_HOPS, retry_after_max=_LONGEST_PAUSE
    )
    agent = f"{_AGENT}/{__version__}"
    headers = make_headers(accept_encoding=True, user_agent=agent)
    try:
        answer = _connections(at_home=at_home).request(
            "GET", url, headers=headers, timeout=_TIMEOUT, retries=tries, redirect=follows,
            preload_content=False,
        )  # fmt: skip
        try:
            pause = (answer.status in _PASSING and tries.get_retry_after(answer)) or 0.0
            data = bytearray()
            for chunk in answer.stream(2**17):
                data += chunk
                if len(data) > _MOST_BYTES:
                    raise CorpusError(f"larger than {_MOST_BYTES // 10**6} MB", place=url)
        finally:
            answer.release_conn()
    except (HTTPError, OSError, ValueError) as error:
        heard = str(error)
        why = next((why for word, why in _FAILURES if word in heard), "it does not answer")
        remedy = "Check the address, and try again later"
        raise CorpusError(why, place=url, remedy=remedy) from error
    content_type = answer.headers.get("content-type") or ""
    kind = content_type.partition(";")[0].strip().lower()
    leads_to = answer.get_redirect_location() or ""
    found = decoded(bytes(data), content_type=content_type)
    text = found.text if found else ""
    return _SiteResponse(answer.status, kind, text, leads_to, pause)


@cache
def _connections(*, at_home: bool) -> PoolManager:
    """Return a maker of connections: to public addresses alone, or to those at home too."""
    from certifi import where
    from trafilatura.downloads import create_pool

    pool: PoolManager = create_pool(
        ssrf_protection=not at_home, ca_certs=where(), cert_reqs="CERT_REQUIRED"
    )
    return pool


def _is_at_home(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
