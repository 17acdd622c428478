"""Fetch pages into the folder of a corpus, as their sites allow it."""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.robotparser import RobotFileParser

from reader import __version__
from reader.cleaning import clean, no_article
from reader.corpus import date_in_path, without_date
from reader.errors import CorpusError, OutputExistsError
from reader.files_out import write_file
from reader.text import Format

if TYPE_CHECKING:
    from configparser import ConfigParser

    from trafilatura.utils import Response

_AGENT = "article-reader"
_LONGEST_NAME, _MOST_OF_A_NAME = 80, 1_000
_NO_NAME = re.compile(r"[^\w-]+")
_PAGES = ("text/html", "application/xhtml+xml")
_SAVED = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
# What trafilatura logs of a request that failed, and what that means.
_FAILURES = (
    ("resolve", "its host can't be found; this computer may be offline"),
    ("unreachable", "there is no way to it; this computer may be offline"),
    ("refused", "the connection was refused"),
    ("timed out", "it did not answer in time"),
    ("ertificate", "its certificate is not valid"),
    ("non-public address", "it leads to an address that is not public"),
    ("error responses", "it answers with errors only"),
    ("redirects", "it sends one on and on"),
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was saved: its address in the end, and its file."""

    url: str
    file: Path


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
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise CorpusError("this is no address", place=url, remedy="Write https://…")
        url = urldefrag(url).url
        self._check_new(url)
        self._check_allowed(url)
        response = self._answer(url)
        status, kind = response.status, (response.headers or {}).get("content-type", "")
        if status != 200:
            why = {404: "there is no such page", 410: "the page is gone"}.get(
                status, "the site refuses it" if status in (401, 403, 429) else "the site failed"
            )
            raise CorpusError(f"{why} ({status})", place=url, remedy="Open it in a browser")
        kind = kind.partition(";")[0].strip().lower()
        if kind and kind not in _PAGES:
            remedy = "Save it yourself in the folder: reader opens many kinds of files"
            raise CorpusError(f"no HTML but {kind}", place=url, remedy=remedy)
        page = response.html or ""
        if not page.strip():
            raise CorpusError("the page is empty", place=url, remedy="Open it in a browser")
        if why := no_article(clean(page, Format.HTML)):
            raise CorpusError(why, place=url, remedy="Save it yourself from a browser")
        if response.url and response.url != url:
            self._check_allowed(response.url)
        return self._saved(response.url or url, page)

    def _check_new(self, url: str) -> None:
        for file in self._files(url):
            if _address_in(file) == url:
                raise OutputExistsError(
                    f"it is here already, as {file.name}",
                    place=url,
                    remedy="Remove that file to fetch it anew",
                )

    def _check_allowed(self, url: str) -> None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._rules_of(site)
        if not self._rules[site].can_fetch(_AGENT, url):
            raise CorpusError(
                "its site does not want programs to fetch it (robots.txt)",
                place=url,
                remedy="Save it yourself from a browser",
            )

    def _rules_of(self, site: str) -> RobotFileParser:
        """Return what a site allows; where it does not answer, nothing (RFC 9309, 2.3.1)."""
        rules = RobotFileParser()
        answer = _request(f"{site}/robots.txt")
        if answer.status == 200:
            rules.parse((answer.html or "").splitlines())
        elif 400 <= answer.status < 500:
            rules.parse([])
        else:
            rules.parse(["User-agent: *", "Disallow: /"])
        return rules

    def _answer(self, url: str) -> Response:
        """Ask for a page, not sooner after the last one of its site than that wants."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site in self._asked:
            delay = self._rules[site].crawl_delay(_AGENT)
            usual = _config(url).getfloat("DEFAULT", "SLEEP_TIME")
            self._wait(usual if delay is None else float(delay))
        self._asked.add(site)
        return _request(url)

    def _saved(self, url: str, page: str) -> Fetched:
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        safe = url.replace("--", "-%2D").replace(">", "%3E")
        head = f"<!-- saved from url=({len(safe):04}){safe} -->\n<!-- fetched {now} -->\n"
        for file in self._files(url):
            if _address_in(file) == safe:
                self._check_new(safe)
            if file.exists():
                continue
            write_file(file, [f"{head}{page}".encode("utf-8", "replace")])
            return Fetched(url, file)
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
    told = [date_in_path(path), _NO_NAME.sub("-", last).strip("-")[:_LONGEST_NAME]]
    return "-".join(filter(None, told)) or "page"


def _address_in(file: Path) -> str:
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            match = _SAVED.search(stream.read(5_000))
    except OSError:
        return ""
    return match[1] if match else ""


def _request(url: str) -> Response:
    """Ask a site for something; raise CorpusError where it does not answer."""
    from trafilatura.downloads import fetch_response

    heard = _Heard()
    log = logging.getLogger("trafilatura")
    speaks, log.propagate = log.propagate, False
    log.addHandler(heard)
    try:
        response: Response | None = fetch_response(url, decode=True, config=_config(url))
    finally:
        log.removeHandler(heard)
        log.propagate = speaks
    if response is None:
        why = next((why for word, why in _FAILURES if word in heard.said), "it does not answer")
        raise CorpusError(why, place=url, remedy="Check the address, and try again later")
    return response


def _config(url: str) -> ConfigParser:
    """Return trafilatura's settings with ours; an address at home is asked if it was named."""
    from configparser import ConfigParser

    from trafilatura.settings import DEFAULT_CONFIG

    config = ConfigParser()
    config.read_dict(DEFAULT_CONFIG)
    config.set("DEFAULT", "USER_AGENTS", f"{_AGENT}/{__version__}")
    config.set("DEFAULT", "INSECURE_SSL_FALLBACK", "off")
    config.set("DEFAULT", "SSRF_PROTECTION", "off" if _is_at_home(url) else "on")
    return config


def _is_at_home(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class _Heard(logging.Handler):
    """Keeps what is logged of a request, which says why it failed."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.said += record.getMessage()
