"""The fields of ProQuest by their names in interfaces that are not English, and its parts."""

from __future__ import annotations

import re

from reader.corpus.forms.press_marks import PROQUEST_ID

# In German, French, Spanish and Italian; those without a name of ours end the text above them.
_NAMES = {
    "title": "Titel|Titre|Título|Titolo",
    "author": "Autor|Autorin|Verfasser|Auteur|Autore",
    "full text": "Volltext|Texte intégral|Texto completo|Testo completo",
    "abstract": "Zusammenfassung|Résumé|Resumen|Riassunto",
    "publication title": "Titel der Publikation|Publikationstitel|Titre de la publication|"
    "Título de la publicación|Título de publicación|Titolo della pubblicazione",
    "publication info": "Publikationsinfo|Publikationsinformationen|Informations de publication|"
    "Informations sur la publication|Infos sur la publication|Veröffentlichungsinformationen|"
    "Información de publicación",
    "publication date": "Publikationsdatum|Veröffentlichungsdatum|Erscheinungsdatum|"
    "Date de publication|Fecha de publicación|Data di pubblicazione",
    "language of publication": "Sprache der Publikation|Publikationssprache|Langue de publication|"
    "Idioma de la publicación|Idioma de publicación|Lingua di pubblicazione",
    "document url": "Dokument-URL|URL du document|URL del documento",
    "section": "Rubrik|Sektion|Rubrique|Sección|Sezione",
    "": "Thema|Themen|Fach|Sujet|Materia|Soggetto|Seiten|Páginas|Pagine|Erscheinungsjahr|"
    "Publikationsjahr|Année de publication|Año de publicación|Datenbank|Base de données|"
    "Base de datos|Verlag|Éditeur|Editorial",
}
# Fields of ours by their names there, in small letters.
PROQUEST_ENGLISH = {name: own for own, names in _NAMES.items() for name in names.lower().split("|")}
PROQUEST_FIELD = re.compile(
    rf"^[ \t]*(?P<name>{'|'.join(_NAMES.values())}|{PROQUEST_ID}) ?:[ \t]*(?P<value>.*)$",
    re.MULTILINE,
)
# The parts of an article in capitals, each on a line of its own; ``below`` those that end its text.
PROQUEST_PART = re.compile(
    r"^[ \t]*(?P<name>FULL TEXT|ABSTRACT|VOLLTEXT|ZUSAMMENFASSUNG|TEXTE INTÉGRAL|RÉSUMÉ|"
    r"TEXTO COMPLETO|RESUMEN|TESTO COMPLETO|RIASSUNTO|"
    r"(?P<below>DETAILS|DÉTAILS|DETALLES|DETTAGLI|LINKS|LIENS|ENLACES|COLLEGAMENTI))"
    r"(?: \([^()\n]*\))?[ \t]*(?P<value>)$",
    re.MULTILINE,
)
