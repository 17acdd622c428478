"""What an article of a page has beside prose: lists, code, formulas, notes, posts and captions."""

import pytest

from reader.cleaning import Role
from reader.cleaning.features.furniture import ruled
from reader.cleaning.parse.lines import plain_lines
from reader.cleaning.wording.comment_labels import counts_comments

from .pages import BODY, STORY, page, paragraphs


def test_the_source_of_a_picture_is_a_caption_in_other_languages_too() -> None:
    sources = (
        "Fotos: Tobias Moen", "Bildquelle: Archiv Vestby", "Abbildung 2: Die Fähre von oben",
        "Crédit photo : Anna Lind", "Imagen: Archivo", "Zdjęcie: Jan Nowak", "Фото: А. Лебедева",
        "1/12 Photo: Kim Vik",
    )  # fmt: skip
    told = ("Bilder der Fähre: keine.", "Fotos zeigen die alte Fähre.")
    roles = ruled(plain_lines("\n".join((*sources, *told))))
    assert roles == [*[Role.CAPTION] * len(sources), *[None] * len(told)]


def test_pointers_offers_players_and_comments_are_told_in_other_languages_too() -> None:
    furniture = (
        "Читайте також: Музей чекає на гостей",
        "İLGİLİ HABER: Otobüs seferleri artırıldı",
        "यह भी पढ़ें: बस का किराया बढ़ा",
        "Baca juga: Tarif Bus Naik Lagi",
        "相关阅读：公交票价上涨",
        "Kapcsolódó cikk: Drágul a busz",
        "RELATED | Bus fares rise",
        "Czytaj też:Drożeje bilet na autobus",
        "Předplaťte si digitální přístup za 1 Kč.",
        "Je m’abonne pour 1 €",
        "Mit unserem Newsletter erhalten Sie abends die Meldungen vom Hafen.",
        "Ontvang elke avond het laatste nieuws van de haven in je inbox.",
        "Lees verder met een proefabonnement van vier weken.",
        "Video Player is loading. Current Time 0:00",
        "Версия для печати | Отправить другу",
        "Vai alla ricetta Stampa",
    )
    story = (
        "The board of the bus line told its passengers on Tuesday evening that fares will rise.",
        "Watch out: a ticket now costs four crowns, and no child under six rides for nothing.",
    )
    lines = plain_lines("\n\n".join((*furniture, *story)))
    assert [role is None for role in ruled(lines)] == [False] * len(furniture) + [True] * 2
    counts = ("댓글 12", "Réactions (3)", "12 comments", "コメント 4", "Diskuze (2)")
    assert all(map(counts_comments, counts))
    assert not any(map(counts_comments, ("Comments", "2 boats", "Réactions", "Comment 3 fit in")))


def test_lists_tables_and_code_are_whole() -> None:
    article = page(
        f"<h1>Ferry fares rise</h1><article>{BODY}"
        "<ul><li>Adults: 40</li><li>Pupils: 20 crowns for a single way</li><li>Dogs: free</li></ul>"
        "<table><tr><th>Paper</th><th>Day</th></tr>"
        "<tr><td><a href=a>Report of the harbour master</a></td><td>12 May 2024</td></tr></table>"
        "<pre><code>\n  fare = 40\n  if pupil: fare = 20</code></pre>"
        "<pre><div>dogs = 0</div><div>  cats = 0</div></pre>"
        "<pre><ol><li>  <b>fish</b> = 0</li><li>birds = 0</li></ol></pre>"
        "<dl><dt>Owner<dd>Vestby</dl>"
        f"<p>{STORY[1]} He agreed.</p></article>"
    )
    shown = paragraphs(article)
    for item in ("Adults: 40", "Dogs: free", "Report of the harbour master\t12 May 2024"):
        assert item in shown
    assert [article.text_of(block) for block in article.blocks if block.role is Role.CODE] == [
        "  fare = 40\n  if pupil: fare = 20",
        "dogs = 0\n  cats = 0",
        "  fish = 0\nbirds = 0",
    ]
    told = {article.text_of(block): block.role for block in article.blocks}
    assert (told["Owner"], told["Vestby"]) == (Role.PARAGRAPH, Role.LIST_ITEM)
    assert article.date is None


def test_formulas_are_shown_by_what_stands_for_them_in_the_source() -> None:
    tex = r"a_{n+1} \leq b"
    katex = (
        f'<span class="katex-mathml"><math><mi>x</mi><annotation encoding="application/x-tex">{tex}'
        '</annotation></math></span><span class="katex-html" aria-hidden="true">a b</span>'
    )
    article = page(
        f'<h1>Ferry fares rise</h1>{BODY}<p>It follows that <math alttext="{tex}"><mi>a</mi>'
        f"<annotation encoding=application/x-tex>{tex}</annotation></math> holds, he wrote.</p>"
        f"<p>As he had shown before, {katex} is no more than a bound on it.</p>"
        f'<p>He wrote <script type="math/tex">{tex}</script> on the board of the town hall.</p>'
        "<p>She wrote <img src='latex.png' alt='a board'><img class='latex' src=x alt='a &lt; b'>"
        "<img class=tex src=y alt=', a^2'><img class=math src=z alt='Maths'> below it, and then she"
        " went home.</p>"
        "<p>She drew <img src='https://x.example/svg?%5Cfrac%7Ba%7D%7Bb%7D'> <img src='a%20.png'>"
        " on the wall of the town hall, too.</p>"
        "<p>It was <math><mi>a</mi><mo>=</mo><mi>b</mi></math> that he had meant to write.</p>"
        r"<p>They fell <span style='display: none'><math alttext='{\displaystyle d}'></math></span>"
        r"<img aria-hidden=true src=z alt='{\displaystyle d}'>-fold in <span style='display: none'>"
        "<math alttext='N'></math></span><img class=mwe-math-fallback-image alt='N'> days.</p>"
        r"<img src=z alt='{\displaystyle t=V}'><p>Nobody in the town believed it, he said.</p>"
    )
    assert Role.HEADING not in {block.role for block in article.blocks if block.role.is_body}
    shown = paragraphs(article)
    assert f"It follows that {tex} holds, he wrote." in shown
    assert f"As he had shown before, {tex} is no more than a bound on it." in shown
    assert f"He wrote {tex} on the board of the town hall." in shown
    assert "She wrote a < b, a^2 below it, and then she went home." in shown
    assert r"She drew \frac{a}{b} on the wall of the town hall, too." in shown
    assert "It was a=b that he had meant to write." in shown
    assert r"They fell {\displaystyle d}-fold in N days." in shown


@pytest.mark.parametrize(
    "code",
    [
        "<table><tr><td class=gutter><pre>1<br>2<br></pre></td><td><pre>{}</pre></table>",
        "<pre><code><span class=lineno>1 </span>{}</code></pre>",
        '<pre class="line-numbers">{}</pre>',
    ],
)
def test_numbers_of_lines_are_no_code(code: str) -> None:
    shown = paragraphs(page(f"<h1>Ferry fares</h1>{BODY}{code.format('fare = 40')}<p>{STORY[1]}"))
    assert "fare = 40" in shown and not any(text[0].isdigit() for text in shown)


def test_a_sentence_with_a_footnote_is_one() -> None:
    article = page(f"<h1>Ferry fares rise</h1><p>The first count was low.<sup>1</sup></p>{BODY}")
    assert article.standfirst is None and article.body.text.startswith("The first count")


@pytest.mark.parametrize(
    "note",
    [
        "<aside><ol start=1><li>{}</li></ol></aside>",
        "<aside class=fna-content style='display:none'>{}</aside>",
    ],
)
def test_notes_beside_the_text_belong_to_it(note: str) -> None:
    said = "The fare was lower in the years before the ferry, as the town wrote."
    text = f"<p>{STORY[0]}<sup>1</sup></p><p>{STORY[1]}</p>"
    article = page(f"<h1>Ferry fares rise</h1><article>{text}{note.format(said)}</article>")
    assert said in paragraphs(article)


def test_an_embedded_post_is_shown_whole_and_is_no_more_than_that() -> None:
    said = "At last!</p>— Anna Holm (@anna) <a href=/x>March 5, 2024</a>"
    post = f"<blockquote class=twitter-tweet><p>{said}</blockquote>"
    text = "".join(f"<p>{each}</p>{post * (each == STORY[1])}" for each in STORY)
    article = page(f"<h1>Ferry fares rise</h1><article>{text}</article>")
    posts = [article.text_of(block) for block in article.blocks if block.role is Role.POST]
    assert posts == ["At last!", "— Anna Holm (@anna) March 5, 2024"]


def test_numbers_that_are_set_high_are_no_further_digits() -> None:
    told = (
        "It rose to 4.2<sup>1</sup> crowns a m<sup>2</sup> in 1971<sup><a href=#n2>2</a></sup>,"
        " or 10<sup>6</sup> in all.<sup>12</sup>"
    )
    text = page(f"<h1>Ferry fares rise</h1>{BODY}<p>{told}</p>").body.text
    assert "It rose to 4.2¹ crowns a m² in 1971², or 10⁶ in all.¹²" in text
