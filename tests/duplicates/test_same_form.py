"""One form, filled in anew: no copy and not listed; a mended or updated report of one thing is."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from reader.duplicates import LISTED, Trait, Version, score_pair

FORECAST = (
    "The weather service expects a mild day in {town} on {day}. Temperatures will reach {high}"
    " degrees in the afternoon and fall to {low} degrees at night.\n\nDrivers in {town} should"
    " expect wet roads in the morning, and the wind will blow at {wind} kilometres an hour."
)
SERIES = (
    "The port of Hallam handled {boxes} containers in the week to {day}, the Harbour Office of"
    " Hallam said. Grain came to {grain} tonnes and timber to {wood} tonnes. {ships} ships called,"
    " the office said, and waited {hours} hours for a berth on average."
)


def forecast(town: str, day: str, *figures: int) -> Version:
    high, low, wind = figures
    return Version(town, FORECAST.format(town=town, day=day, high=high, low=low, wind=wind))


def test_reports_of_one_form_about_other_places_are_not_listed() -> None:
    found = score_pair(
        forecast("Ellery", "Monday", 19, 11, 30), forecast("Norvik", "Friday", 23, 14, 45)
    )
    assert found.score < LISTED
    assert found.evidence.trait is Trait.SAME_FORM
    assert found.evidence.summary.startswith("same form, other names and numbers")


WARNING = (
    "The Met Office expects a mild day in {town} on Saturday. The chance of rain is {rain} percent."
    " Temperatures will reach {high} degrees in the afternoon, and fall to {low} degrees at night."
    "\n\nDrivers should take care on wet roads. The wind will come from the west. The next forecast"
    " for {town} will be issued on Sunday morning."
)


def test_forecasts_that_share_a_figure_by_chance_are_not_listed() -> None:
    towns = ("Arden", "Velmar", "Norvik", "Port Merrin", "Ellery")
    told = [
        Version(town, WARNING.format(town=town, rain=10 * rain, high=18 + rain % 2, low=7 + at % 2))
        for at, (town, rain) in enumerate(zip(towns, (2, 4, 3, 2, 1), strict=True))
    ]
    assert [pair for pair in combinations(told, 2) if score_pair(*pair).score >= LISTED] == []


FORMS = {
    "de": (
        "Ein Erdbeben der Stärke {} hat am {} die Region {} erschüttert. Das Zentrum lag nach"
        " Angaben der Warte {} Kilometer unter der Oberfläche, {} Kilometer südlich von {}."
        " Berichte über Schäden oder Verletzte gab es zunächst nicht.",
        ("5,1", "Montag", "Halland", 10, 34, "Vestby"),
        ("4,8", "Donnerstag", "Morava", 25, 61, "Kalnik"),
    ),
    "zh": (
        "{}在{}的比赛中以{}战胜{}。{}在第{}分钟打进关键一球,现场有{}名观众。主教练{}赛后称赞了"
        "球队的表现,球队目前排名第{}位。",
        ("临江队", "星期六", "2比1", "海川队", "李明", 78, 4200, "王强", 5),
        ("北岭队", "星期日", "3比0", "南湖队", "赵磊", 12, 11800, "陈刚", 9),
    ),
    "ar": (
        "تتوقع هيئة الأرصاد الجوية طقسا معتدلا في {} يوم {}. وتصل درجات الحرارة بعد الظهر إلى {}"
        " درجة وتنخفض ليلا إلى {} درجة. وتبلغ سرعة الرياح {} كيلومترا في الساعة.",
        ("النخيل", "الاثنين", 19, 11, 30),
        ("الزيتون", "الجمعة", 23, 14, 45),
    ),
    "en": (
        "A flood in {} killed {} people on {} and hurt {}, officials said. Some {} houses were"
        " destroyed. {} families moved to camps, the agency said. More rain is expected.",
        ("Harlow", 12, "Sunday", 40, 300, "1,200"),
        ("Merton", 31, "Friday", 95, 850, "4,500"),
    ),
    "fr": (
        "Un séisme de magnitude {} a frappé {} {} matin, selon l'observatoire. Le bilan est de {}"
        " morts et {} blessés. Quelque {} maisons se sont effondrées. Les secours continuent.",
        ("5,8", "Valmont", "lundi", 12, 90, 200),
        ("6,1", "Corvigny", "jeudi", 47, 310, 850),
    ),
    "es": (
        "El paro en {} se situó en el {} por ciento en {}, según el instituto. Hay {} parados, de"
        " ellos {} jóvenes. Se firmaron {} contratos. El gobierno espera una mejora.",
        ("Andoria", "12,4", "mayo", "310.000", "71.000", "18.400"),
        ("Lusania", "12,9", "junio", "322.500", "73.200", "17.900"),
    ),
    "ru": (
        "На выборах мэра города {} после подсчёта {} процентов голосов лидирует Павел {}, сообщила"
        " комиссия. Он набирает {} процента, его соперник {}. Итоги объявят утром.",
        ("Ардинск", 24, "Седов", "54,2", "33,1"),
        ("Волжанск", 88, "Орлов", "51,7", "36,4"),
    ),
    "ja": (
        "{}が{}日に発表した決算によると、純利益は{}億円となった。売上高は{}億円で、前年より{}パーセント増えた。配当は{}円とする。株価は上昇した。",
        ("山野電機", "十", 46, 310, 12, 83),
        ("海原製鋼", "十七", 64, 301, 14, 38),
    ),
}


@pytest.mark.parametrize("language", FORMS)
def test_a_form_about_another_thing_is_no_copy_but_other_figures_of_one_thing_are_an_update(
    language: str,
) -> None:
    form, one, other = FORMS[language]
    updated = [b if re.match(r"\d", str(b)) else a for a, b in zip(one, other, strict=True)]
    first = Version("a", form.format(*one))
    assert score_pair(first, Version("b", form.format(*other))).score < LISTED
    update = score_pair(first, Version("b", form.format(*updated)))
    assert (update.score > LISTED, update.evidence.trait) == (True, None)


@pytest.mark.parametrize(("lead", "listed"), [("a collapse", True), ("a {} collapse", False)])
def test_the_next_day_of_one_event_is_an_update_where_what_happened_is_told_alike(
    lead: str, listed: bool
) -> None:
    form = (
        f"Miners are trapped in the Holt pit near the town of Garrow after {lead}. Rescuers have"
        " reached a depth of {} metres by {} noon, the agency said. Some {} people work at the site"
        " and {} men are missing. Mine director Olga Prenn asked relatives to wait in the school."
    )
    first, second = ("Tuesday", 40, "Tuesday", 150, 13), ("Wednesday", 310, "Wednesday", 420, 9)
    one, other = (
        Version(name, form.format(*values[listed:]))
        for name, values in (("a", first), ("b", second))
    )
    assert (score_pair(one, other).score > LISTED) is listed


def test_a_later_report_of_a_series_is_not_listed() -> None:
    first = SERIES.format(boxes=4120, day="3 May", grain=1875, wood=640, ships=31, hours=14)
    later = SERIES.format(boxes=3977, day="10 May", grain=2203, wood=588, ships=27, hours=19)
    found = score_pair(
        Version("a", first, date="2025-05-04"), Version("b", later, date="2025-05-11")
    )
    assert found.score < LISTED


def test_a_mended_report_stays_a_copy_of_the_first() -> None:
    first = forecast("Ellery", "Monday", 19, 11, 30)
    mended = Version("mended", first.text.replace("19 degrees", "18 degrees"))
    assert score_pair(first, mended).score > LISTED


@pytest.mark.parametrize(
    ("shape", "changing"),
    [
        (
            "The spring fair in Arden opened on Saturday with {} stalls and a parade down the main"
            " street. Mayor {} cut the ribbon. Children rode on the old carousel, which has stood"
            " in the square since 1922. The fair is open every day until nine in the evening.",
            [(31, "Ilse Brandt"), (12, "Ilse Brandt")],
        ),
        (
            "The fish market at Port Merrin sold {} tonnes of cod in the week to {} March 2024, the"
            " harbour board said. The price at the quay was {} crowns a kilo on average. Buyers"
            " came from the whole of the coast, said Ruth Calloway, who runs the auction.",
            [(17, 9, "2.90"), (9, 16, "4.10")],
        ),
    ],
)
def test_pieces_of_a_series_are_not_one_event(shape: str, changing: list[tuple[object]]) -> None:
    one, other = (shape.format(*parts) for parts in changing)
    first = Version("a", one, "The same title", "2023-05-04")
    later = Version("b", other, "The same title", "2024-05-11")
    assert score_pair(first, later).score < LISTED
    assert score_pair(first, Version("b", one, "The same title", "2024-05-11")).score > LISTED


PRIZE = (
    "{name} receives the Harlow Prize for {year}\n\nThe writer {name} receives the Harlow Prize for"
    " {year}. The prize is given by the Harlow Foundation every October to an author whose work has"
    " opened new ways for the novel. It was founded in 1982 and comes with 10,000 pounds.\n\n"
    "{name} writes with great care about people whom nobody else sees, said Edmund Voss, who leads"
    " the jury. The latest novel, {book}, was sold in {sold} countries.\n\nThe prize will be handed"
    " over in the Old Exchange on 10 December. In earlier years it went to Anna Quill and Jon Ek."
)


def test_a_form_that_was_filled_in_anew_is_no_copy_even_without_dates() -> None:
    one = PRIZE.format(name="Ilse Berg", year=2022, book="The Salt Road", sold=14)
    other = PRIZE.format(name="Tom Arkwright", year=2023, book="A Winter Count", sold=9)
    found = score_pair(Version("a", one), Version("b", other))
    assert (found.score < LISTED, found.evidence.trait) == (True, Trait.SAME_FORM)
    mended = one.replace("2022", "2023").replace("Voss", "Foss").replace("14", "41")
    assert score_pair(Version("a", one), Version("b", mended)).score > LISTED


AGENDAS = [
    (
        "The town council meets on {} in the old school hall. The meeting begins with questions. On"
        " the agenda are {}, {} and the report on {}. Papers can be read at the library. Whoever"
        " wants to speak about {} should write to the clerk. Tea is served afterwards.",
        ["4 May", "the playground", "new bins for the market", "the drains", "swimming lessons"],
        ["11 May", "street lights", "a bench in the park", "noise at night", "the football field"],
    ),
    (
        "本周活动预告。星期一电影院放映{}。星期二图书馆举办{},免费入场。如果天气晴朗,公园里有{}。星期五文化宫"
        "演出{},现场售票。星期日{},上午从市政厅出发。",
        ["两个小偷的喜剧", "幼儿故事会", "露天瑜伽", "管乐队音乐会", "沿河徒步"],
        ["矿工题材的剧情片", "家谱讲座", "寻宝游戏", "知识竞赛", "骑车去风车"],
    ),
]


@pytest.mark.parametrize(("form", "one", "other"), AGENDAS)
def test_an_agenda_of_common_words_is_no_copy_of_the_last_one(
    form: str, one: list[str], other: list[str]
) -> None:
    first = Version("a", form.format(*one))
    found = score_pair(first, Version("b", form.format(*other)))
    assert (found.score < LISTED, found.evidence.trait) == (True, Trait.SAME_FORM)
    assert score_pair(first, Version("b", form.format(*other[:2], *one[2:]))).score > LISTED


MEETINGS = {
    "en": (
        "The {} committee meets on {} at seven in the old school hall. The meeting begins with"
        " questions. Papers can be read at the library. Whoever wants to speak should write to the"
        " clerk. Tea is served afterwards.",
        [("planning", "4 May"), ("finance", "11 May")],
    ),
    "de": (
        "Der Ausschuss für {} tagt am {} um 19 Uhr im alten Schulhaus. Die Sitzung beginnt mit"
        " Fragen der Einwohner. Die Unterlagen liegen in der Bücherei aus. Wer sprechen möchte,"
        " schreibt an die Schriftführerin. Danach gibt es Tee im kleinen Saal.",
        [("Bauen", "4. Mai"), ("Finanzen", "11. Mai")],
    ),
    "fr": (
        "La commission {} se réunit le {} à dix-neuf heures dans l'ancienne école. La séance"
        " commence par les questions des habitants. Les documents sont à la bibliothèque. Qui veut"
        " prendre la parole écrit au secrétariat. Un thé est servi ensuite.",
        [("des finances", "4 mai"), ("de l'urbanisme", "11 mai")],
    ),
    "es": (
        "La comisión de {} se reúne el {} a las siete en la antigua escuela. La sesión empieza con"
        " las preguntas de los vecinos. Los documentos están en la biblioteca. Quien quiera hablar"
        " debe escribir al secretario. Después se sirve té.",
        [("urbanismo", "4 de mayo"), ("hacienda", "11 de mayo")],
    ),
    "ru": (
        "Комитет по {} соберётся {} в семь часов в старой школе. Заседание начнётся с вопросов"
        " жителей. Документы можно прочитать в библиотеке. Желающие выступить пишут секретарю."
        " После этого подадут чай.",
        [("финансам", "4 мая"), ("транспорту", "11 мая")],
    ),
    "pl": (
        "Komisja {} zbiera się {} o siódmej w starej szkole. Posiedzenie zaczyna się od pytań"
        " mieszkańców. Dokumenty są w bibliotece. Kto chce zabrać głos, pisze do sekretarza. Potem"
        " podaje się herbatę.",
        [("finansów", "4 maja"), ("transportu", "11 maja")],
    ),
    "ar": (
        "تجتمع لجنة {} يوم {} في السابعة مساء في قاعة المدرسة. تبدأ الجلسة بأسئلة السكان. يمكن"
        " قراءة الوثائق في المكتبة. من يريد التحدث يكتب إلى السكرتير. ثم يقدم الشاي.",
        [("المالية", "4 مايو"), ("النقل", "11 مايو")],
    ),
    "zh": (
        "{}委员会将于{}晚上七点在旧学校礼堂开会。会议首先由居民提问。文件可在图书馆查阅。想发言的人应写信给秘书。会后供应茶水。",
        [("财政", "5月4日"), ("交通", "5月11日")],
    ),
    "another town": (
        "The forecast for {0}: clouds in the morning, sun later. Highs of 18 and lows of 9 are"
        " expected in {0}. The wind will be light. No rain is expected. Pollen counts stay low.",
        [("Arden",), ("Norvik",)],
    ),
    "another town, without capitals": (
        "{0}天气预报:上午晴,下午有小雨。{0}最高气温18度,夜间最低9度。风向偏西,风力较弱。本周天气总体不变。请司机小心驾驶。",
        [("临江",), ("海川",)],
    ),
}


@pytest.mark.parametrize(("form", "filled"), MEETINGS.values(), ids=MEETINGS)
def test_the_same_sentences_about_another_thing_are_no_copy(
    form: str, filled: list[tuple[str, ...]]
) -> None:
    one, other = (form.format(*parts) for parts in filled)
    found = score_pair(Version("a", one), Version("b", other))
    assert (found.score < LISTED, found.evidence.trait) == (True, Trait.SAME_FORM)


def test_another_day_and_another_word_are_no_form_beside_names_and_numbers() -> None:
    text = (
        "The council voted on 4 May to close the bridge. The vote was 9 to 2. Ilse Brandt said that"
        " repairs cost $46 million. Ruth Lund of Norvik told Harbour Radio that 11,000 cars cross."
    )
    other = text.replace("4 May", "5 May").replace("close", "shut")
    assert score_pair(Version("a", text), Version("b", other)).score > LISTED


def test_a_yearly_piece_about_others_is_no_copy_even_with_the_same_numbers() -> None:
    text = (
        "{0} won the Golden Crane at the film festival of Norvik on Saturday. Director {1} thanked"
        " the jury.\n\nThe prize is worth 50,000 pounds and has been given since 1974. The jury,"
        " led by Petra Vane, saw many films in ten days."
    )
    first = Version("a", text.format("The Weir", "Ana Solberg"), "The Weir wins", "2018-02-20")
    other = text.format("Salt Roads", "Imre Kun")
    assert score_pair(first, Version("b", other, "Salt Roads wins", "2019-02-21")).score < LISTED
    again = Version("c", first.text, "Again", "2019-02-21")
    assert score_pair(first, again).score > LISTED


@pytest.mark.parametrize(
    ("title", "one", "other"),
    [
        ("Ferry figures {}", "2021", "2022"),
        ("Ferry figures for {}", "January 12", "February 12"),
        ("Fähren in der {}. Woche", "10", "11"),
    ],
)
def test_a_piece_that_comes_again_is_told_by_the_date_in_its_title(
    title: str, one: str, other: str
) -> None:
    text = (
        "The harbour of Norvik counted {} passengers, the report of {} says.\n\nMost of"
        " them, {}, sailed at noon, said the harbour master Ilse Brandt."
    )
    first = Version("a", text.format(4371, one, 2097), title.format(one))
    again = text.format(4742, other, 2194)
    for days in ("", ""), ("2024-03-05", "2024-04-05"):
        dated = replace(first, date=days[0])
        assert score_pair(dated, Version("b", again, title.format(other), days[1])).score < LISTED
    # Of one date, or without one, it may be that somebody corrected the figures.
    assert score_pair(first, Version("c", again, title.format(one))).score > LISTED
    assert score_pair(first, Version("d", again, "Ferry figures")).score > LISTED


@pytest.mark.parametrize(
    ("days", "form", "one", "other"),
    [
        (
            7,
            "A litre of petrol costs {} euros on average this week, the motorists' club reported on"
            " Monday. That is {} cents more than a week ago.\n\nDiesel is dearest in the north of"
            " the country and cheapest in the ports, as so often. The club advises to fill up in"
            " the evening.\n\nThe reason is the price of crude oil, which has moved by two dollars"
            " a barrel.",
            (1.71, "two"),
            (1.78, "four"),
        ),
        (
            14,
            "Police counted {} burglaries in Norvik this week. In Dock Street a thief took a"
            " bicycle from a shed.\n\nInspector Ruth Lund asks people to lock their doors. The"
            " station can be reached at any hour.",
            ("two",),
            ("three",),
        ),
        (
            366,
            "The fair of Norvik opens on Saturday with {} stalls in the harbour. Mayor Ruth Lund"
            " will cut the ribbon.\n\nIt runs until Sunday evening. Buses go every ten minutes, and"
            " parking is free at the stadium.",
            (14,),
            (16,),
        ),
        (
            14,
            "The court of Norvik heard {} cases this week. {}.\n\nIt sits on Tuesdays and Thursdays"
            " and its hearings are open to all.",
            (5, "A man of 34 was fined for theft"),
            (6, "A driver lost her licence for speeding"),
        ),
        (
            14,
            "Dear readers,\n\nwelcome to the weekly letter of the board. {}.\n\nIf you have"
            " questions, write to us or call us.\n\nWith best wishes,\nIlse Brandt, chair",
            ("The second ferry has been approved, and work begins soon",),
            ("The old crane at the quay is to be taken down in the spring",),
        ),
        (
            14,
            "Auf dem Markt in Norvik gibt es diese Woche {}. Der Markt ist von acht bis zehn Uhr"
            " geöffnet.\n\nDie Stadt bittet darum, nicht auf der Brücke zu parken.",
            ("Spargel aus Arden",),
            ("Kirschen",),
        ),
        (
            7,
            "A lorry hit a tree on the {} on Tuesday. Nobody was hurt. Whoever saw it is asked to"
            " call 555 0133.\n\nOn Sunday night a boat was taken from the quay. It is worth 900"
            " crowns.",
            ("R4 at Norvik",),
            ("S12 at Arden",),
        ),
        (
            14,
            "Unbekannte sind in der Nacht in {}straße eingebrochen. Sie erbeuteten {} Euro.\n\n"
            "Hinweise nimmt die Polizei Norvik unter der Nummer 0123 456 entgegen. Die Ermittler"
            " suchen Zeugen.",
            ("eine Bäckerei in der Kai", "Bargeld im Wert von 500"),
            ("ein Fahrradgeschäft in der Mühl", "zwei Fahrräder im Wert von 1300"),
        ),
    ],
)
def test_the_next_issue_of_a_series_is_not_listed_but_an_update_is(
    days: int, form: str, one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    day = date(2024, 3, 4)
    soon, later = (str(day + timedelta(gap)) for gap in (3, days))
    first = Version("a", form.format(*one), "The same title", str(day))
    text = form.format(*other)
    found = score_pair(first, Version("b", text, "The same title", later))
    assert (found.score < LISTED, found.evidence.trait) == (True, Trait.SAME_FORM)
    assert score_pair(first, Version("c", text, "The same title", soon)).score > LISTED
    assert score_pair(first, Version("d", first.text, "Another title", later)).score > LISTED
