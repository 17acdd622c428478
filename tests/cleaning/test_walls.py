"""Pages that a site sent instead of an article."""

from __future__ import annotations

import pytest

from reader.cleaning import clean, no_article
from reader.text import Format

ARTICLE = "The council of Marn opened the new lock on Tuesday, two years late. " * 12


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<h1>Checking your browser</h1><p>Please enable JavaScript to go on.</p>", "a person"),
        ("<h1>Are you a robot?</h1><p>Complete the captcha to read on.</p>", "a person"),
        ("<h1>404</h1><p>This page does not exist any more.</p>", "not found"),
        ("<h1>Marn Post</h1><p>Please enable JS and disable any ad blocker</p>", "a person"),
        ("<title>403 Forbidden</title><center>nginx</center>", "with an error"),
        ("<h1>We value your privacy</h1><p>Accept all cookies of 812 partners.</p>", "consent"),
        ("<html><title>Lock opens</title><body><div id=root></div></body></html>", "no text"),
        ("<h1>Seite nicht gefunden</h1><p>Hier ist nichts.</p>", "not found"),
        ("<h1>Marn Post</h1><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>", "a person"),
        ("<h1>Un instant</h1><p>Vérifiez que vous n’êtes pas un robot.</p>", "a person"),
        ("<h1>Acceso denegado</h1><p>Hemos detectado tráfico inusual.</p>", "a person"),
        ("<h1>Marn Post</h1><p>You need to enable JavaScript to run this app.</p>", "scripts"),
        ("<p>Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.</p>", "scripts"),
        (
            "<title>404 Not Found</title><h1>Not Found</h1>"
            "<p>The requested URL /news/lock was not found on this server.</p><hr>"
            "<address>Apache/2.4.41 (Ubuntu) Server at marn.example Port 443</address>",
            "not found",
        ),
        ("<h1>Forbidden</h1><p>You lack the rights for this resource.</p>", "with an error"),
        (
            "<title>Page not found – Marn Post</title><h1>Oops! That page can’t be found.</h1>"
            "<p>It looks like nothing was found here. Maybe try a search?</p>",
            "not found",
        ),
        (
            "<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>"
            "<h2>Why have I been blocked?</h2><p>This website guards itself from attacks. What you"
            " did has triggered the guard, as a word or malformed data may do.</p>",
            "a person",
        ),
        (
            "<title>Marn Post - Are you a robot?</title><h1>Marn Post</h1><p>To go on, click the"
            " box below.</p><p>Make sure that your browser allows cookies.</p>",
            "a person",
        ),
        ("<p>Request unsuccessful. Incapsula incident ID: 87-12</p>", "a person"),
        (
            "<title>Vercel Security Checkpoint</title><p>We're verifying your browser</p>"
            "<p>Website owner? Click here to fix</p>",
            "a person",
        ),
        ("<p>You lack the rights for this page.</p><p>Reference #18.d4a1.17.1f</p>", "a person"),
        ("<h1>Вы не робот?</h1><p>Подтвердите, что вы не робот.</p>", "a person"),
        ("<h1>Redirecting…</h1><p>If you are not redirected, follow this link.</p>", "another"),
        ("<h1>Marn Post</h1><p>Sie werden weitergeleitet.</p>", "another"),
        ("<h1>Marn Post</h1><p>Loading...</p>", "no text"),
        ("<h1>Lock opens</h1><p>Subscribe now to keep reading this story.</p>", "subscription"),
        ("<h1>Die Schleuse</h1><p>Dieser Artikel ist nur für Abonnenten.</p>", "subscription"),
        ("<h1>L’écluse</h1><p>Cet article est réservé aux abonnés.</p>", "subscription"),
        ("<h1>La esclusa</h1><p>Suscríbete para seguir leyendo.</p>", "subscription"),
    ],
)
def test_a_wall_is_no_article(page: str, why: str) -> None:
    assert why in no_article(clean(page, Format.HTML))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("ページが見つかりません", "お探しのページは見つかりませんでした。"),
        ("Artikel nicht mehr verfügbar", "Dieser Artikel ist nicht mehr verfügbar"),
        ("Archive", "Cet article n’est plus disponible."),
        ("Pagina niet gevonden", "De pagina die u zoekt bestaat niet of is verplaatst."),
        ("Página não encontrada", "O endereço mudou."),
        ("Nie znaleziono strony", "Adres jest zły."),
        ("Sidan hittades inte", "Adressen har ändrats."),
        ("Sayfa bulunamadı", "Adres değişti."),
        ("页面不存在", "您访问的网址有误。"),
        ("페이지를 찾을 수 없습니다", "주소를 확인하세요."),
        ("الصفحة غير موجودة", "تحقق من العنوان."),
        ("Сторінку не знайдено", "Перевірте адресу."),
    ],
)
def test_a_page_is_not_found_in_many_languages(title: str, text: str) -> None:
    page = f"<title>{title} | Marn</title><h1>{title}</h1><p>{text}</p>"
    assert "not found" in no_article(clean(page, Format.HTML))
    told = f"<h1>{title}</h1><p>{ARTICLE}</p>"
    assert not no_article(clean(told, Format.HTML))


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Are you a robot? The captcha turns 20</h1><p>{ARTICLE}</p>",
        "<h1>The 404 area code turns thirty</h1><p>The post office of Marn cut a cake.</p>",
        "<h1>500 days of the lock</h1><p>The council of Marn counted all the barges.</p>",
        "<h1>Page not found: how a page of the town book was found</h1>"
        "<p>The page was not found for a hundred years, said a clerk, until Monday.</p>"
        "<p>It tells of the first lock of Marn and"
        " of the men who built it.</p><p>Are you a robot, asked a pupil.</p>",
        "<h1>Page not found, says archive</h1><p>The archive of Marn found the cover of the town"
        " book empty on Tuesday, and nobody knew of a copy.</p><p>Mayor Ada Brink told the council"
        " that she would look for the rest of it in the cellar.</p>",
        "<h1>Redirecting the river took ten years</h1><p>The river of Marn flows in its new bed"
        " since Monday, after ten years of work, an engineer said.</p>",
        "<h1>Lock opens</h1><p>The council of Marn opened the new lock on Tuesday.</p>",
        "<h1>Access denied</h1><p>The barges of Marn wait before the lock, where a sign says access"
        " denied. “We can wait no more than you,” said Ada Brink of the harbour.</p>",
        "<title>Forbidden | Marn Post</title><h1>Forbidden</h1><p>The council of Marn closed the"
        " old lock on Tuesday and told all barges to stay away.</p>",
        f"<h1>Lock opens</h1><p>{ARTICLE[:420]}</p><p>Subscribe to read on.</p>",
        "<h1>Post needs a subscription</h1><p>The town council of Marn was told on Tuesday that the"
        " paper would cost money from May on. Its editor, Ada Brink, said that the harbour board"
        " had stopped to pay for its notices.</p>",
        "<h1>Marn Post asks for money</h1><p>The Marn Post will ask its readers to subscribe to "
        "continue reading from May on, its owner said on Monday.</p><p>News of floods stays free "
        "for everybody in the town, editor Ada Brink said.</p>",
        "<h1>Update breaks browser</h1><p>Please enable JavaScript: that is what users of one "
        "read on Monday, when it had gone wrong.</p><p>Its makers promised another by Friday.</p>",
        "<h1>Why the page not found error is an art</h1><p>The museum of Marn shows two hundred "
        "errors, and each tells a story of its time.</p><p>Visitors can click through them.</p>",
    ],
)
def test_an_article_about_walls_is_one(page: str) -> None:
    assert no_article(clean(page, Format.HTML)) == ""
