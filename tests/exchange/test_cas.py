"""UIMA CAS: read back by cassis, and taken in without running anything of the file's."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from reader.errors import FormatError
from reader.exchange import FORMATS
from tests.exchange.test_archives import TEXT, packed, work

cassis = pytest.importorskip("cassis", reason="dkpro-cassis is an extra")
CAS, XMI = FORMATS["cas"], FORMATS["cas-xmi"]


@pytest.mark.parametrize("name", ["cas", "cas-xmi"])
def test_cassis_reads_the_same_words_and_java_the_same_places(name: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(FORMATS[name].write(work()).data))
    if name == "cas":
        raw = archive.read("a/b.html.json")
        cas = cassis.load_cas_from_json(raw.decode())
        known = [row for row in json.loads(raw)["%FEATURE_STRUCTURES"] if "tag" in row]
        ends = {(row["begin"], row["end"]) for row in known}
    else:
        types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
        raw = archive.read("a/b.html.xmi")
        cas = cassis.load_cas_from_xmi(io.BytesIO(raw), types)
        ends = {(7, 22)} if b'begin="7" end="22"' in raw else set()
    passages = list(cas.select("reader.Passage"))
    assert [each.get_covered_text() for each in passages] == ["burned.\r\nNobody"] * 2
    assert {each.tag for each in passages} == {"claim (disputed)", "quote “ä”"}
    assert ends == {(7, 22)}


def other(**changes: object) -> str:
    """Return a CAS as INCEpTION writes one, with a layer of its own and tokens."""
    value = {
        "%TYPES": {
            "webanno.custom.Claim": {
                "%NAME": "webanno.custom.Claim",
                "%SUPER_TYPE": "uima.tcas.Annotation",
                "label": {"%NAME": "label", "%RANGE": "uima.cas.String"},
            },
            "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token": {
                "%NAME": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
                "%SUPER_TYPE": "uima.tcas.Annotation",
            },
        },
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView"}
            | {"mimeType": "text", "sofaString": TEXT},
            {"%ID": 2, "%TYPE": "webanno.custom.Claim", "@sofa": 1, "begin": 2, "end": 6}
            | {"label": "number"},
            {"%ID": 3, "%TYPE": "webanno.custom.Claim", "@sofa": 1, "begin": 33, "end": 35},
            {"%ID": 4, "@sofa": 1, "begin": 0, "end": 1}
            | {"%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"},
        ],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4]}},
    }
    return json.dumps({**value, **changes})


def test_layers_of_others_are_passages_and_tokens_are_told() -> None:
    for data in (other().encode(), packed({"one/x.json": other()})):
        bundle = CAS.read(data, "x")
        assert [(each.quote, each.tags) for each in bundle.passages] == [
            ("mill", ("number",)),
            ("👩", ("Claim",)),
        ]
        assert bundle.left_out == ("1 annotation of programs",)


def structures(**changes: object) -> str:
    """Return a CAS whose one passage is changed."""
    rows = json.loads(other())["%FEATURE_STRUCTURES"]
    return other(**{"%FEATURE_STRUCTURES": [rows[0], rows[1] | changes, *rows[2:]]})


def test_code_in_the_name_of_a_feature_is_not_run(tmp_path: Path) -> None:
    made = tmp_path / "made"
    name = f"x=open({str(made)!r}, 'w')"
    kind = {"%NAME": "a.B", "%SUPER_TYPE": "uima.tcas.Annotation"}
    kind[name] = {"%NAME": name, "%RANGE": "uima.cas.String"}  # type: ignore[assignment]
    types = json.loads(other())["%TYPES"] | {"a.B": kind}
    with pytest.raises(FormatError, match="is no name"):
        CAS.read(other(**{"%TYPES": types}).encode(), "x")
    described = (
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>'
        "<typeDescription><name>a.B</name><supertypeName>uima.tcas.Annotation</supertypeName>"
        f"<features><featureDescription><name>{name}</name>"
        "<rangeTypeName>uima.cas.String</rangeTypeName></featureDescription></features>"
        "</typeDescription></types></typeSystemDescription>"
    )
    with pytest.raises(FormatError, match="is no name"):
        XMI.read(packed({"TypeSystem.xml": described}), "x")
    assert not made.exists()


XML = '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore">'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"{}",
        b'{"%TYPES": {}}',
        other(**{"%VIEWS": {"_InitialView": {"%MEMBERS": [9]}}}).encode(),
        structures(begin=99, end=120).encode(),
        structures(begin=34).encode(),  # within a character of two units
        structures(begin=5, end=2).encode(),
        structures(begin="x").encode(),
        structures(**{"%TYPE": "no.Such"}).encode(),
        f"<!DOCTYPE x [<!ENTITY a 'aa'>]>{XML}</xmi:XMI>".encode(),
        f"{XML}<cas:Sofa/></xmi:XMI>".encode(),
        f"{XML}</xmi:XMI>".encode(),
        f"{XML}<x:y xmlns:x='http:///x.ecore'/></xmi:XMI>".encode(),
        b"<html/>",
        b"[" * 100_000,
    ],
    ids=range(16),
)
def test_a_broken_cas_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^x"):
        CAS.read(data, "x")
    if data:
        with pytest.raises(FormatError, match=r"^x/a\.(json|xmi)"):
            CAS.read(packed({"a.json" if data[:1] in b"{[" else "a.xmi": data}), "x")


def test_an_xmi_without_its_types_asks_for_them_and_other_files_are_no_xml() -> None:
    lone = (
        f"{XML}<x:Name xmlns:x='http:///org/other.ecore' xmi:id='1' begin='0' end='1'/></xmi:XMI>"
    )
    with pytest.raises(FormatError, match=r"type org\.other\.Name, which no TypeSystem\.xml"):
        XMI.read(lone.encode(), "x")
    with pytest.raises(FormatError, match="neither in JSON nor in XMI"):
        XMI.read(b"just words", "x")
