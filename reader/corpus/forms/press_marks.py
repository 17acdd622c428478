"""Signs of a text from a press database in its first lines, told without loading its reader."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.lazy import lazy_re

# What lengths are counted in, in all languages of the interfaces, and a length in a text.
_UNITS = (
    *("words", "Wörter", "mots", "palabras", "palavras", "parole", "woorden"),
    *("文字", "字", "語", "слов", "단어"),
)
LENGTH = rf"\d[\d,.\xa0\u202f ]*(?:{'|'.join(_UNITS)})"
# The end of an article of Nexis, and what ProQuest calls the number of one.
ENDS = (
    "End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fine del documento|"
    "Fim do documento|Einde van (?:het )?document|Slut på dokument(?:et)?|Koniec dokumentu|"
    "Конец документа|ドキュメントの終わり|文件结尾|文档结尾|문서의 끝"
)
PROQUEST_ID = "ProQuest[ -][Dd]o[ck]ument[ -]ID|(?:ID|Identifiant) d[^:]{1,20} ProQuest"
# What stands below the headline of ProQuest.
PROQUEST_LINK = (
    r"ProQuest[ -][Dd]o[ck]ument\w*[ -]?[Ll]ink|(?:Enlace|Lien|Link|Collegamento) .{0,30}ProQuest"
)
# Fields of NewsBank and Genios over and below an article, and what stood over the text in older
# ProQuest.
NEWSBANK = (
    r"^[ \t]*(?:Author/Byline: \S|Record(?: Number)?: \S+\s+Copyright: |OpenURL Link[ \t]*$"
    r"|Quelle:\s.*\bvom \d\d?\.\d\d?\.\d{4}\b.*\n[ \t]*(?:Ressort|Autor|Rubrik|Seite|Ausgabe):)"
)
OLDER_PROQUEST = r"^[ \t]*Full Text \([\d,.]+ +[Ww]ords\)[ \t]*$"
# What stands over an article of Nexis: which of how many it is.
NUMBERED = (
    r"(?:Do[ck]umento? )?\d+ (?:of|von|sur|de|di|van) \d+(?: DO[CK]UMENT[A-Z]*)?"
    r"|\d+ ?/ ?\d+ ?(?:件|篇|건)\S*"
)
# A line of rights below the fields over an article: one has but one.
HEAD_WITH_RIGHTS = (
    r"(?:^[^\n]{1,80}\n){3}(?:[^\n]{1,80}\n){0,12}?"
    r"[ \t]*(?:Copyright |\(c\) |© )(?=[^\n]*(?:19|20)\d\d)"
)
# The end of an article of Factiva, in any language: its source, filled up with noughts, its day and
# its number.
ACCESSION = r"[A-Z][A-Z\d]*?0(?:19|20)\d{6}\w+"
_END = rf"^(?:AN\s+)?\S{{4,30}} {ACCESSION}\s*$".encode()
_FACTIVA_END = lazy_re(_END, re.MULTILINE)
# What stands in the first lines of a text file that holds several articles.
_PRESS = lazy_re(
    rb"^\s*\d+ (?:of|von|sur|de|di|van) \d+ DO[CK]UMENT[A-Z]*\s*$"
    rb"|^\s*Do[ck]umento? \d+ (?:of|von|sur|de|di|van) \d+\s*$|^(?:Load-Date|LOAD-DATE): "
    + rf"|^(?:{ENDS})\s*$".encode()
    + rf"|^_{{20,}}\r?\n(?s:.){{0,4000}}^(?:{PROQUEST_ID}|Publication info) ?:".encode()
    + rf"|^[ \t]*(?:{PROQUEST_LINK})\s*$|^(?:{PROQUEST_ID}) ?: ?\d+\s*$".encode()
    + rf"|{NEWSBANK}|{OLDER_PROQUEST}".encode()
    + r"|^\s*\d+ ?/ ?\d+ ?(?:件|篇|건)\S*\s*$".encode()
    + rb"|^HD\s+\S(?s:.){0,4000}^TD\b|"
    + _END,
    re.MULTILINE,
)
_WORDS = (
    b" DOCUMENT", b" DOKUMENT", b"Document", b"Dokument ", b"oad-Date", b"OAD-DATE", b"ProQuest",
    b"Author/Byline: ", b"\nCopyright: ", b"Full Text (", b"\nHD", b"Publication info",
    b"rter\n", b"rter\r", b"Ende des Dok", b"Fin d",
    b"\nOpenURL Link", b"\nQuelle:",
    b" do document", b" del document", b" dokument",
    *(word.encode() for word in ("документа", "ドキュメント", "结尾", "문서의")),
    b"00020", b"00019",  # as in the numbers of Factiva
    *(word.encode() for word in ("件の", "слов", "단어", "文字", " 字", " 語", "篇", "건")),
    *(f" {unit}".encode() for unit in _UNITS if unit.isascii()),
)  # fmt: skip
_HEADS_WITH_RIGHTS = lazy_re(HEAD_WITH_RIGHTS.encode(), re.MULTILINE)
_RIGHTS = (b"opyright ", b"(c) ", b"\xc2\xa9 ")
_TAGS = lazy_re(rb"(?:\s*<[^<>]*>)+\s*")
# In UTF-8 or an encoding of one byte.
_LINE_OF_LENGTH = lazy_re(
    rb"^\d[\d,. \xa0\xc2\xe2\x80\xaf]*(?:%b)\r?\n"
    % "|".join(_UNITS).replace("ö", r"\S{1,2}").encode(),
    re.MULTILINE,
)


def is_press(start: bytes, further: Callable[[], bytes], *, in_tags: bool = False) -> bool:
    """Tell by its beginning that a text is from a press database; by more where that is in doubt.

    Looking for words first takes a tenth of the time, and there may be 100,000 files.
    """
    if (
        not in_tags
        and any(start.count(word) > 1 for word in _RIGHTS)
        and len(_HEADS_WITH_RIGHTS.findall(start)) > 1
    ):
        return True
    if not any(word in start for word in _WORDS):
        return False
    if _PRESS.search(_TAGS.sub(b"\n", start) if in_tags else start):
        return True
    lengths = len(_LINE_OF_LENGTH.findall(start))
    return lengths > 1 or (lengths == 1 and bool(_FACTIVA_END.search(further())))
