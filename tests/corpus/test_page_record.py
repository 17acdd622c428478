"""Pages name their address and language themselves."""

import pytest

from reader.corpus.page_record import page_record


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ('<html class="no-js" lang="en-US"><head><title>A</title></head>', "en-US"),
        ('<html lang=""><meta http-equiv="Content-Language" content="de"></head>', "de"),
        ('<html><meta property="og:locale" content="nb_NO"></head>', "nb-NO"),
        ('<html><script>{"@type": "Article", "inLanguage": "fr"}</script></head>', "fr"),
        ("<html lang='x'><!-- <html lang='fi'> --></head><p lang='sv'>Hej</p>", None),
        ("<html lang=it><meta name=language content=es><meta property=og:locale content=pt>", "it"),
    ],
)
def test_a_page_names_its_language(head: str, language: str | None) -> None:
    assert page_record(f"<!doctype html>{head}").get("language") == language
