"""Mailboxes (``.mbox``): each mail a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from reader.corpus.forms.form import Part
from reader.corpus.forms.mail import part_of_mail
from reader.corpus.reading import Reading

_FROM = re.compile(rb"^From \S+ .*\d{4}.*\r?\n", re.MULTILINE)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def parts(data: bytes, reading: Reading) -> Iterator[Part]:
    """Yield the mails of a mailbox."""
    if not _FROM.match(data):
        raise ValueError("it does not begin with a mail")
    for mail in _FROM.split(data)[1:]:
        whole = _QUOTED.sub(rb"\1", mail)
        yield part_of_mail(message_from_bytes(whole, policy=policy.default), reading)
