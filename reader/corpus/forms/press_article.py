"""What the layouts of press databases share: names of fields, and how an article is made."""

from __future__ import annotations

import re

from reader.corpus.forms.form import Part
from reader.corpus.forms.press_marks import NUMBERED
from reader.corpus.notes import ReadingNote
from reader.text import Format

NUMBERED_ROW = re.compile(rf"^[ \t\f]*(?:{NUMBERED})[ \t]*$", re.MULTILINE)
# The interfaces are English, German, French, Spanish, Italian and Dutch.
FIELD = re.compile(
    r"^[ \t]*(?P<name>BYLINE|SECTION|LENGTH|DATELINE|HEADLINE|HIGHLIGHT|LOAD-DATE|LANGUAGE|"
    r"PUBLICATION-TYPE|PUB-TYPE|GRAPHIC|JOURNAL-CODE|SUBJECT|CORRECTION-DATE|URL|DOCUMENT-TYPE|"
    r"Byline|Section|Length|Dateline|Highlight|Load-Date|Language|Graphic|Classification|"
    r"Notes|Subject|Title|Author|Publication title|Publication info|Publication date|"
    r"Publication year|Publisher|Place of publication|Country of publication|"
    r"Publication subject|ISSN|Source type|"
    r"Language of publication|Document type|ProQuest document ID|Document URL|Copyright|"
    r"Last updated|Database|Word count|"
    r"Full text availability|Full text|Abstract|Pages|First page|Links|Location|People|"
    r"Company / organization|Identifier / keyword|Linking Service|"
    r"AUTOR|AUTEUR|RUBRIK|RUBRIQUE|SECCIÓN|RUBRIEK|LÄNGE|LONGUEUR|LONGITUD|LENGTE|"
    r"ÜBERSCHRIFT|SPRACHE|LANGUE|IDIOMA|LENGUAJE|TAAL|UPDATE|GRAFIK|Data di caricamento|"
    r"Ladedatum|Date de chargement|Fecha de carga|DATE-CHARGEMENT|FECHA-CARGA|"
    r"Rubrik|Rubrique|Sección|Sezione|Seção|Länge|Longueur|Longitud|Lunghezza|Extensão|"
    r"Autor|Autorin|Verfasser|Auteur|Autore):"
    r"[ \t]*(?P<value>.*)$",
    re.MULTILINE,
)
_TITLE_WORDS = 40  # words
_UNKNOWN = "It comes from a press database in a layout that is not known: all of it is shown."


def article_of(body: str, piece: str, **metadata: str) -> Part:
    """Return an article; of one without a body, nothing is left out."""
    if not body.strip():
        return unknown(piece)
    fields = {name: value for name, value in metadata.items() if value}
    if len(fields.get("title", "").split()) > _TITLE_WORDS:
        del fields["title"]
    return Part(body.strip(), fields)


def unknown(piece: str) -> Part:
    """Return an article of a layout that is not known, whole."""
    return Part(piece.strip(), {}, format=Format.WHOLE, notes=(ReadingNote(_UNKNOWN),))
