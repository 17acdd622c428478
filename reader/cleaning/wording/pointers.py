"""The wording of lines that point to other articles, or on in this one, by language."""

from __future__ import annotations

import re

# What points to another article: alone, or before its headline, which has no end of a sentence.
_POINTERS = (
    r"(?:read\s(?:more|also|next)|also\s(?:read|check)|see\salso|(?:continue|keep)\sreading|"
    r"related(?:\s(?:stor(?:y|ies)|articles?|posts?|reading|news|content|links?))?|more(?:\son\sthis(?:\s(?:story|topic))?)?|watch|"
    r"don['’]t\smiss|you\s(?:may|might)\salso\sbe\sinterested(?:\sin)?|"
    r"mehr\s(?:zum\sthema|dazu(?:\slesen\ssie)?(?:\shier)?)|zum\sweiterlesen|weiterlesen|"
    r"lesen\ssie\sauch(?:\sdie\sfolgenden\s(?:beiträge|artikel))?|auch\slesen|"
    r"(?:weitere|weiterführende)\sartikel(?:\szu\w?(?:\sdiesem)?\sthema)?|auch\sauf\s[\w.-]+\.\w{2,4}|"
    r"das\skönnte\s(?:sie|dich|euch)\sauch\sinteressieren|auch\sinteressant|vous\saimerez\saussi|"
    r"sur\sle\smême\s(?:sujet|thème)|(?:à\s)?(?:lire|voir)\saussi|le(?:er?|a)\s(?:más|también|aquí)|"
    r"(?:también\s)?[lt]e\spuede\sinteresar|(?:leggi|vedi)\sanche|(?:ti\s|vi\s)?potrebbe(?:ro)?\s(?:anche\s)?"
    r"interessar(?:e|ti|vi)(?:\sanche)?|(?:pode|também\spode)\ste\sinteressar|leia\s(?:também|mais)|lees\sook|"
    r"llegeix\stambé|mira\stambién|citește\sși|citiți\sși|vezi\sși|czytaj\s(?:też|także|więcej)|"
    r"zobacz\s(?:też|także|również)|dowiedz\ssię\swięcej|(?:čtěte|přečtěte\ssi|viz)\s(?:také|i)|"
    r"související\s(?:článek|články|téma)|(?:prečítajte\ssi|čítajte)\s(?:aj|tiež)|súvisiace\sčlánky|"
    r"pročitajte\s(?:još|i)|preberite\s(?:še|tudi)|läs\s(?:också|även|mer)|læs\s(?:også|mere)|les\s(?:også|mer)|"
    r"lue\s(?:myös|lisää)|loe\s(?:ka|lisaks)|skaitykite\staip\spat|lasi\sarī|"
    r"(?:kapcsolódó|ajánlott)\s(?:cikk(?:ek|ünk)?|anyag(?:ok)?)|olvass[ae](?:\sel)?\s(?:ezt\sis|tovább)|"
    r"[iİ]lginizi\sçekebilir|ilgili\s(?:haber(?:ler)?|yazı(?:lar)?)|(?:bunu|bunları)\sda\sokuyun|ayrıca\sokuyun|"
    r"(?:baca|simak|lihat)\s(?:juga|selengkapnya)|artikel\sterkait|xem\sthêm|đọc\sthêm|(?:tin|bài)\sliên\squan|"
    r"διαβάστε\s(?:επίσης|ακόμ[αη]|περισσότερα)|δείτε\s(?:επίσης|ακόμ[αη])|σχετικά\sάρθρα|"
    r"(?:читайте|смотрите)\sтакже|читать\sдалее|(?:материалы\s)?по\sтеме|(?:читайте|дивіться)\sтакож|"
    r"також\sчитайте|прочетете\s(?:още|също)|вижте\sоще|прочитајте\s(?:још|и)|"
    r"(?:相关|推荐|相關|推薦|延伸)(?:阅读|閱讀|新闻|新聞|文章)|(?:関連|おすすめ)(?:記事|ニュース)|[あ合]わせて読みたい|"
    r"관련\s?기사|함께\s(?:읽어요|볼만한\s기사)|อ่าน(?:เพิ่มเติม|ต่อ)|ข่าวที่เกี่ยวข้อง|"
    r"(?:اقرأ|شاهد|إقرأ)\s(?:أيضا|أيضًا|أيضاً|المزيد)|(?:بیشتر|همچنین)\sبخوانید|مطالب\sمرتبط|"
    r"(?:קראו|ראו|קרא)\s(?:גם|עוד)|(?:यह|ये|इसे)\sभी\s\S{2,7}|संबंधित\sखबरें?)"
)
POINTER = re.compile(rf"{_POINTERS}\W*", re.IGNORECASE)
_POINTED = re.compile(
    rf"(?:[>»→▶•]{{1,3}}\s?)?{_POINTERS}(?:\s?:\s|:(?=[^\W\d_])|\s?：\s?|\s\|\s).{{3,200}}(?<!\.)",
    re.IGNORECASE,
)
# What a button says that opens the rest of a text.
_GOES_ON = re.compile(
    r"(?:(?:read|show|see|view)\s(?:more|(?:the\s)?(?:full\s(?:article|story|text)|rest))|"
    r"(?:continue|keep)\sreading|expand|mehr\s(?:lesen|anzeigen)|weiter\s?lesen|"
    r"(?:lire|voir|afficher)\s(?:la\ssuite|plus)|"
    r"(?:leer|ver|mostrar)\smás|(?:seguir|continuar)\sleyendo|"
    r"leggi\s(?:tutto|di\spiù|ancora)|continua(?:\s(?:a\sleggere|la\slettura))?|mostra\s(?:tutto|di\spiù)|"
    r"(?:ler|leia|ver|mostrar)\smais|continu(?:ar?|e)\s(?:a\sler|lendo)|"
    r"(?:lees|toon)\s(?:meer|verder)|(?:meer|verder)\slezen|"
    r"(?:czytaj|pokaż)\s(?:dalej|więcej)|(?:läs|visa)\s(?:mer|vidare)|(?:les|læs|vis)\s(?:mere?|videre)|"
    r"(?:lue|näytä)\slisää|(?:číst|zobrazit|čítať)\s(?:dále?|více|viac|ďalej)|"
    r"(?:olvass|olvasom)\stovább|tovább(?:\solvasom)?|(?:citește|vezi)\smai\s(?:mult|departe)|"
    r"devamını\s(?:oku|gör|göster)|daha\sfazla(?:\s(?:oku|göster))?|"
    r"(?:baca|lihat)\s(?:selengkapnya|lebih\slanjut)|selengkapnya|(?:đọc|xem)\s(?:tiếp|thêm)|"
    r"(?:διαβάστε|δείτε)\s(?:περισσότερα|τη\sσυνέχεια)|περισσότερα|"
    r"читать\s(?:далее|дальше|полностью)|показать\s(?:ещ[её]|больше|полностью)|подробнее|"
    r"(?:читати|показати)\s(?:далі|більше|повністю)|"
    r"(?:اقرأ|عرض)\sالمزيد|متابعة\sالقراءة|(?:קרא|קראו|הצג)\sעוד|המשך\sקריאה|"
    r"続きを(?:読む|見る)|(?:全文|もっと)を?(?:読む|見る)|(?:阅读|閱讀|查看|展开|展開)(?:更多|全文)|(?:继续|繼續)(?:阅读|閱讀)|"
    r"더\s?(?:보기|읽기)|(?:계속|전체)\s?(?:읽기|보기)|(?:और|आगे)\sपढ़ें|อ่าน(?:เพิ่มเติม|ต่อ))\W*",
    re.IGNORECASE,
)
_SIGNS = frozenset(":：|")


def goes_on(text: str) -> bool:
    """Tell whether a line is what a button says that opens the rest of a text."""
    return bool(_GOES_ON.fullmatch(text))


def points_to_another(text: str) -> bool:
    """Tell whether a line is a pointer and the headline that it points to."""
    return not _SIGNS.isdisjoint(text) and bool(_POINTED.fullmatch(text))
