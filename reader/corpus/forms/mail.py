"""Mail (``.eml``) and pages saved as one (``.mhtml``): what their first text says."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from lxml.etree import ParserError

from reader.corpus.decoding import decoded
from reader.corpus.forms.form import Part
from reader.corpus.forms.html_tree import html_tree
from reader.corpus.heads import fields_of_mail
from reader.corpus.notes import ReadingNote
from reader.corpus.reading import Reading
from reader.text import Format, one_line

# The page of a mail that says so much more than its plain text is read instead of it: that is
# "View this in your browser" or the like.
_TIMES = 3
_SHOWN = ".//text()[not(parent::style or parent::script or parent::title)]"


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the one document of a mail: its plain text, or its page."""
    yield part_of_mail(message_from_bytes(data, policy=policy.default), reading)


def part_of_mail(mail: Message, reading: Reading) -> Part:
    """Return the text of a mail and what its head says."""
    assert isinstance(mail, EmailMessage)
    saved = str(mail.get("Snapshot-Content-Location") or mail.get("Content-Location") or "")
    body, text = _body(mail, reading, is_saved=bool(saved))
    is_page = body is not None and body.get_content_type() == "text/html"
    metadata = fields_of_mail(mail)
    if saved:  # its head tells of the window and the day of saving, the page of the article
        url = saved if saved.startswith("http") else ""
        title = "" if is_page else metadata.get("title", "")
        metadata = {"url": url, "made": metadata.get("date", ""), "title": title}
        metadata = {key: value for key, value in metadata.items() if value}
    kind = Format.HTML if is_page else Format.TEXT
    problem = "" if text.strip() else "has no text"
    return Part(text, metadata, format=kind, problem=problem, notes=() if saved else _unread(mail))


def _body(mail: EmailMessage, reading: Reading, *, is_saved: bool) -> tuple[Message | None, str]:
    """Return the part of a mail that is its text, and that text.

    It is the page of one that a browser has saved, and where the plain text is a stub beside it.
    """
    body = mail.get_body(("html", "plain") if is_saved else ("plain", "html"))
    if body is None:
        body = next((each for each in mail.walk() if each.get_content_maintype() == "text"), None)
    text = _text(body, reading) if body is not None else ""
    page = None if is_saved else mail.get_body(("html",))
    if page is not None and page is not body:
        written = _text(page, reading)
        if len(text.split()) * _TIMES < _count_words(written):
            return page, written
    return body, text


def _count_words(page: str) -> int:
    """Return the number of words that a page shows."""
    try:
        return sum(len(text.split()) for text in html_tree(page).xpath(_SHOWN))
    except ParserError:  # nothing but a comment or blanks
        return 0


def _unread(mail: EmailMessage) -> tuple[ReadingNote, ...]:
    """Return a note on what is attached to a mail, and not read with it."""
    attached = mail.iter_attachments() if mail.is_multipart() else ()
    names = [
        one_line(each.get_filename() or "a mail")
        for each in attached
        if each.get_content_maintype() != "image"
    ]
    return (ReadingNote(f"What is attached is not read: {', '.join(names)}."),) if names else ()


def _text(body: Message, reading: Reading) -> str:
    payload = body.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(body.get_content_charset("") or "utf-8").replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        found = decoded(data, reading.encoding)
        return found.text.replace("\r\n", "\n") if found else ""
