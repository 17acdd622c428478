"""The labels over readers' comments, in the languages of pages."""

from __future__ import annotations

import re

_WORDS = (
    r"(?:user|reader)?\s?comments?|(?:leser)?kommentare?|leserbriefe|leserstimmen|commentaires?|"
    r"réactions?|comentarios?|comentários?|opiniones|commenti|reacties|komentarz[ey]|komentář[eů]|"
    r"disku[sz](?:e|ia)|komentáre|komentari|komentar(?:er|a)?|kommentar(?:er)?|kommenti(?:a|t)|"
    r"hozzászólás(?:ok)?|comentarii|yorum(?:lar)?|σχόλι[αο]|комментари(?:и|й|ев|я)|"
    r"коментар(?:і|ів|и)?|התגובות|תגובות|(?:ال)?تعليقات|(?:ال)?تعليق|نظرات|टिप्पणियाँ|टिप्पणियां|"
    r"bình\sluận|ý\skiến|ความคิดเห็น|댓글|コメント|(?:网友|網友)?(?:评论|評論|留言)"
)
_LABEL = re.compile(rf"\b(?:discussion|(?:our|from|by) readers|{_WORDS})(?!\w)", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\W{{0,2}}(?:\d{{1,5}}\s?(?:{_WORDS})|(?:{_WORDS})\W{{0,3}}\d{{1,5}})\W{{0,2}}", re.IGNORECASE
)
# What stands over them all: a comment in the singular may be an opinion of the paper.
_ALL = re.compile(
    r"(?:(?:user|reader)\s)?comments|(?:leser)?kommentare|leser(?:briefe|meinungen|stimmen)|"
    r"commentaires|réactions|comentarios|comentários|opiniones(?:\sde\s(?:los|nuestros)\slectores)?|"
    r"commenti|reacties|komentarze|komentáře|komentáre|komentari|komentar|"
    r"kommentarer|kommentit|hozzászólások|comentarii|yorumlar|σχόλια|комментарии|коментарі|коментари|"
    r"תגובות|(?:ال)?تعليقات|نظرات|टिप्पणियाँ|bình\sluận|ความคิดเห็น|댓글|コメント|(?:网友|網友)?(?:评论|評論|留言)",
    re.IGNORECASE,
)
_LONGEST = 40  # characters of a label with the number of comments


def labels_comments(text: str) -> bool:
    """Tell whether a line has a word in it that labels comments."""
    return bool(_LABEL.search(text))


def heads_comments(text: str) -> bool:
    """Tell whether a line is no more than the word for readers' comments."""
    return bool(_ALL.fullmatch(text.rstrip(" :")))


def counts_comments(text: str) -> bool:
    """Tell whether a line is no more than the number of comments, with the word for them."""
    return (
        len(text) <= _LONGEST and any(map(str.isdecimal, text)) and bool(_COUNTED.fullmatch(text))
    )
