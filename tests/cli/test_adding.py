"""`reader add`: pages fetched from a server of our own, as its robots.txt allows it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reader.cli import main
from reader.corpus import Corpus
from reader.errors import CorpusError, OutputExistsError
from reader.workspace.actions.fetching import Fetcher, addresses, name_of

PAGE = """<!doctype html><html><head><title>Lock opens</title></head><body><h1>Lock opens</h1>
<p>The council of Marn opened the new lock on Tuesday, two years late, said Ada Brink.</p>
</body></html>"""
ROBOTS = "User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n"
ANSWERS = {
    "/robots.txt": (200, "text/plain", ROBOTS),
    "/2024/03/05/lock": (200, "text/html; charset=utf-8", PAGE),
    "/other/lock.html": (200, "text/html", PAGE.replace("Lock", "Älterer Lock")),
    "/private/lock": (200, "text/html", PAGE),
    "/plzen": (200, "text/html; charset=iso-8859-2", PAGE.replace("Ada Brink", "Ada of Plzeň")),
    "/wall": (200, "text/html", "<title>Just a moment...</title><h1>Checking your browser</h1>"),
    "/moved": (302, "text/html", "/other/lock.html#top"),
    "/moved/private": (302, "text/html", "/private/lock"),
    "/moved/away": (302, "text/html", "file:///etc/passwd"),
    "/moved/nowhere": (302, "text/html", "http://[x"),
    "/moved/round": (302, "text/html", "/moved/round"),
    "/broken": (500, "text/html", "<p>Oops</p>"),
    "/report.pdf": (200, "application/pdf", "%PDF-1.4"),
}
ASKED: list[str] = []


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        status, kind, text = ANSWERS.get(self.path, (404, "text/html", "<p>Gone</p>"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status == 302:
            self.send_header("Location", text)
        self.end_headers()
        self.wfile.write(text.encode("iso8859-2" if "8859-2" in kind else "utf-8"))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serving() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving() as address:
        yield address


def test_a_page_is_saved_with_its_address_and_the_time(
    site: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = f"{site}/2024/03/05/lock"
    assert main(["add", str(tmp_path), url]) == 0
    said = json.loads(capfd.readouterr().out)
    assert said == {"url": url, "file": str(tmp_path / "2024-03-05-lock.html")}
    corpus = Corpus([tmp_path])
    (document,) = map(corpus.read, corpus.scan())
    assert document.declared.url == url
    assert str(document.metadata["fetched"]).startswith("20")
    assert document.source.endswith(PAGE)


def test_addresses_are_read_from_a_file_and_a_failure_stops_nothing(
    site: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("reader.cli.adding.time.sleep", waits.append)
    rows = ["# mine", f"{site}/none", "", f"{site}/private/lock", f"{site}/report.pdf",
            f"{site}/wall", f"{site}/2024/03/05/lock#top later",
            f"{site}/other/lock.html"]  # fmt: skip
    (tmp_path / "addresses").write_text("\n".join(rows))
    (tmp_path / "news").mkdir()
    news, listed = str(tmp_path / "news"), str(tmp_path / "addresses")
    assert main(["add", news, "none.txt", "http://[bad/", listed]) == 1
    out, err = capfd.readouterr()
    assert [Path(json.loads(row)["file"]).name for row in out.splitlines()] == [
        "2024-03-05-lock.html",
        "lock.html",
    ]
    assert "none.txt" in err and "http://[bad/" in err
    assert "there is no such page (404)" in err
    assert "no article: the site asked for a person" in err
    assert "robots.txt" in err and "no HTML but application/pdf" in err
    assert waits == [7.0, 7.0, 7.0, 7.0]  # of five that were asked for, the forbidden one was not
    assert "waiting 7 s" in err


def test_a_page_that_fails_is_asked_for_again_after_the_delay(site: str, tmp_path: Path) -> None:
    ASKED.clear()
    fetcher = Fetcher(tmp_path, wait=lambda seconds: ASKED.append(f"{seconds:g} s"))
    with pytest.raises(CorpusError, match=r"failed \(500\)"):
        fetcher.fetch(f"{site}/broken")
    assert ASKED == ["/robots.txt", "/broken", "7 s", "/broken", "7 s", "/broken"]


def test_letters_are_those_of_the_encoding_that_a_server_names(site: str, tmp_path: Path) -> None:
    file = Fetcher(tmp_path, wait=lambda _: None).fetch(f"{site}/plzen").file
    assert "Ada of Plzeň" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bookmarks.csv", "title,url,time_added\nLock,{},1709662800\n"),
        ("news.gkg.csv", "1\t20240305\t1\tmarn\t{}" + "\t" * 22),
        (
            "feed.rss",
            "<rss><channel><item><title>Lock</title><link>{}</link></item></channel></rss>",
        ),
        ("list.jsonl", '{{"headline": "Lock", "href": "{}"}}\n'),
    ],
)
def test_pages_that_an_export_names_are_fetched(
    site: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    (tmp_path / name).write_text(text.format(f"{site}/other/lock.html"))
    assert main(["clean", str(tmp_path)]) != 0
    assert "reader add fetches the page it names" in capfd.readouterr().err
    assert main(["add", str(tmp_path), str(tmp_path / name)]) == 0
    assert (tmp_path / "lock.html").exists()


def test_what_is_here_stays_as_it_is(site: str, tmp_path: Path) -> None:
    fetcher = Fetcher(tmp_path, lambda _: None)
    file = fetcher.fetch(f"{site}/other/lock.html").file
    before = file.read_bytes()
    with pytest.raises(OutputExistsError, match="it is here already"):
        fetcher.fetch(f"{site}/other/lock.html")
    (tmp_path / "2024-03-05-lock.html").write_text("my own")
    assert fetcher.fetch(f"{site}/2024/03/05/lock").file.name == "2024-03-05-lock-2.html"
    assert file.read_bytes() == before
    assert (tmp_path / "2024-03-05-lock.html").read_text() == "my own"


def test_robots_txt_is_asked_before_each_page_that_an_address_leads_to(
    site: str, tmp_path: Path
) -> None:
    fetcher = Fetcher(tmp_path, lambda _: None)
    with pytest.raises(CorpusError, match=r"robots\.txt"):
        fetcher.fetch(f"{site}/moved/private")
    assert "/private/lock" not in ASKED
    for away in ("away", "nowhere"):
        with pytest.raises(CorpusError, match="no address"):
            fetcher.fetch(f"{site}/moved/{away}")
    with pytest.raises(CorpusError, match="on and on"):
        fetcher.fetch(f"{site}/moved/round")
    assert fetcher.fetch(f"{site}/moved").url == f"{site}/other/lock.html"


def test_a_site_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with serving() as address:
        pass
    with pytest.raises(CorpusError, match="the connection was refused"):
        Fetcher(tmp_path, lambda _: None).fetch(f"{address}/lock")
    with pytest.raises(CorpusError, match="offline"):
        Fetcher(tmp_path, lambda _: None).fetch("https://nowhere.invalid/lock")
    assert not list(tmp_path.iterdir())


def test_names_of_files_are_the_last_words_of_an_address() -> None:
    assert (
        name_of("https://a.example/2024/03/05/second-ferry.html?x=1") == "2024-03-05-second-ferry"
    )
    assert name_of("https://a.example/") == "a-example"
    assert name_of("https://a.example/..%2f..%2fetc/passwd") == "passwd"
    assert list(addresses(["https://a.example x", "", "# no"])) == ["https://a.example"]
