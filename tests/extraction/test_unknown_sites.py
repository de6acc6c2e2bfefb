"""Pages of unknown outlets in many layouts and languages: the whole text stays and the boilerplate is removed."""

from collections.abc import Callable, Sequence

import pytest

from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet
from newsarchive.records import Page

Layout = Callable[[str, Sequence[str]], str]

HEADLINES = {
    "en": "Ferry line over the bay returns after nine years",
    "de": "Die Fähre über die Bucht kehrt nach neun Jahren zurück",
    "fr": "Le bac de la baie reprend du service après neuf ans",
    "es": "El transbordador de la bahía vuelve después de nueve años",
    "pt": "A balsa da baía volta a circular depois de nove anos",
    "it": "Il traghetto della baia torna dopo nove anni",
    "pl": "Prom przez zatokę wraca po dziewięciu latach",
    "ru": "Паром через залив вернулся спустя девять лет",
    "el": "Το πορθμείο του κόλπου επιστρέφει μετά από εννέα χρόνια",
    "tr": "Körfez vapuru dokuz yıl sonra geri dönüyor",
    "ar": "عودة العبّارة إلى الخليج بعد تسع سنوات",
    "fa": "کشتی مسافربری خلیج پس از نه سال بازگشت",
    "he": "המעבורת במפרץ חוזרת אחרי תשע שנים",
    "hi": "नौ साल बाद खाड़ी में फिर चली नौका सेवा",
    "bn": "নয় বছর পর উপসাগরে আবার ফেরি চালু",
    "th": "เรือข้ามฟากอ่าวกลับมาให้บริการหลังหยุดไปเก้าปี",
    "ja": "湾の渡し船が九年ぶりに復活",
    "zh": "海湾渡轮停航九年后恢复运营",
    "ko": "만을 오가는 여객선 9년 만에 운항 재개",
    "vi": "Tuyến phà qua vịnh hoạt động trở lại sau chín năm",
    "ka": "ყურის ბორანი ცხრა წლის შემდეგ დაბრუნდა",
}

TEXTS = {
    "en": (
        "The ferry across the bay will sail again from Monday, nine years after the last boat was sold for scrap.",
        "Two vessels, built at a yard upriver, will cross eleven times a day and carry forty cars on each trip.",
        "“We counted the empty seats and knew that people would come back,” said harbour master Ida Moll.",
        "Fishermen had warned that the new pier would silt up their moorings, so the council moved it by sixty metres.",
        "A single ticket costs three crowns, and children under twelve travel for nothing until the end of summer.",
    ),
    "de": (
        "Von Montag an fährt wieder eine Fähre über die Bucht, neun Jahre nachdem das letzte Boot verschrottet wurde.",
        "Zwei Schiffe aus einer Werft flussaufwärts fahren elfmal am Tag und nehmen je Fahrt vierzig Autos mit.",
        "„Wir haben die leeren Sitze gezählt und wussten, dass die Leute wiederkommen“, sagte Hafenmeisterin Ida "
        "Moll.",
        "Die Fischer hatten gewarnt, der neue Anleger werde ihre Liegeplätze verschlammen, also verlegte ihn der Rat.",
    ),
    "fr": (
        "Le bac traversera de nouveau la baie à partir de lundi, neuf ans après la vente du dernier bateau.",
        "Deux navires construits en amont feront onze traversées par jour, avec quarante voitures à chaque voyage.",
        "« Nous avons compté les places vides et compris que les gens reviendraient », dit la capitaine Ida Moll.",
        "Les pêcheurs craignaient que le nouveau ponton n’envase leurs mouillages, et le conseil l’a déplacé.",
    ),
    "es": (
        "El transbordador volverá a cruzar la bahía desde el lunes, nueve años después de la venta del último barco.",
        "Dos naves construidas río arriba harán once viajes al día con cuarenta coches en cada uno.",
        "Mira hacia el muelle cada mañana, dice su hija, y espera la sirena que oyó durante toda su infancia.",
        "Los pescadores temían que el nuevo muelle llenara de lodo sus amarres y el concejo lo movió sesenta metros.",
    ),
    "pt": (
        "A balsa volta a atravessar a baía na segunda-feira, nove anos depois da venda do último barco.",
        "Dois navios construídos rio acima farão onze viagens por dia, com quarenta carros em cada uma.",
        "Siga o rio até à foz e verá o novo cais, disse a capitã do porto, Ida Moll, aos primeiros passageiros.",
        "Os pescadores temiam que o cais assoreasse os seus ancoradouros, e a câmara mudou-o sessenta metros.",
    ),
    "it": (
        "Il traghetto tornerà ad attraversare la baia da lunedì, nove anni dopo la vendita dell’ultima barca.",
        "Due navi costruite a monte faranno undici corse al giorno con quaranta automobili per viaggio.",
        "Da qui si vedeva sempre il fumo del vecchio battello, racconta la comandante del porto, Ida Moll.",
        "I pescatori temevano che il nuovo molo avrebbe insabbiato gli ormeggi, e il comune lo ha spostato.",
    ),
    "pl": (
        "Od poniedziałku prom znów popłynie przez zatokę, dziewięć lat po sprzedaży ostatniej łodzi na złom.",
        "Dwa statki zbudowane w stoczni w górze rzeki będą kursować jedenaście razy dziennie z czterdziestoma autami.",
        "Od lat liczyliśmy puste miejsca w autobusie i wiedzieliśmy, że ludzie wrócą, mówi kapitan portu Ida Moll.",
        "Rybacy ostrzegali, że nowe nabrzeże zamuli ich cumowiska, więc rada przesunęła je o sześćdziesiąt metrów.",
    ),
    "ru": (
        "С понедельника паром снова пойдёт через залив, спустя девять лет после того как продали последнее судно.",
        "Два судна, построенные на верфи выше по реке, будут ходить одиннадцать раз в день и брать по сорок машин.",
        "«Мы считали пустые места в автобусе и понимали, что люди вернутся», — сказала начальник порта Ида Молль.",
        "Рыбаки предупреждали, что новый причал занесёт илом их стоянки, и совет перенёс его на шестьдесят метров.",
    ),
    "el": (
        "Από τη Δευτέρα το πορθμείο θα διασχίζει ξανά τον κόλπο, εννέα χρόνια μετά την πώληση του τελευταίου σκάφους.",
        "Δύο πλοία από ναυπηγείο στον ποταμό θα κάνουν έντεκα δρομολόγια την ημέρα με σαράντα αυτοκίνητα το καθένα.",
        "«Μετρούσαμε τις άδειες θέσεις στο λεωφορείο», είπε η λιμενάρχης Ίντα Μολ στους πρώτους επιβάτες.",
    ),
    "tr": (
        "Vapur pazartesiden itibaren körfezi yeniden geçecek, son teknenin hurdaya satılmasının üzerinden dokuz yıl "
        "geçti.",
        "Nehrin yukarısındaki tersanede yapılan iki gemi günde on bir sefer yapacak, her seferde kırk araba taşıyacak.",
        "Haber kasabada hızla yayıldı ve liman başkanı İda Moll ilk yolcuları iskelede çiçeklerle karşıladı.",
    ),
    "ar": (
        "تعود العبّارة إلى الإبحار عبر الخليج ابتداءً من يوم الاثنين، بعد تسع سنوات من بيع آخر قارب.",
        "ستعبر سفينتان بُنيتا في حوض أعلى النهر إحدى عشرة مرة في اليوم وتحملان أربعين سيارة في كل رحلة.",
        "وقالت مديرة الميناء إيدا مول إن السكان انتظروا هذا اليوم طويلاً وإن الأطفال يسافرون مجاناً حتى نهاية الصيف.",
    ),
    "fa": (
        "کشتی مسافربری از دوشنبه دوباره از خلیج می‌گذرد، نه سال پس از آنکه آخرین قایق فروخته شد.",
        "دو کشتی که در بالادست رود ساخته شده‌اند روزی یازده بار رفت‌وآمد می‌کنند و هر بار چهل خودرو می‌برند.",
        "آیدا مول، رئیس بندر، گفت که مردم سال‌ها منتظر این روز بودند و کودکان تا پایان تابستان رایگان سفر می‌کنند.",
    ),
    "he": (
        "המעבורת תחזור לחצות את המפרץ החל מיום שני, תשע שנים אחרי שהסירה האחרונה נמכרה לגרוטאות.",
        "שתי ספינות שנבנו במספנה במעלה הנהר יצאו אחת עשרה פעמים ביום ויישאו ארבעים מכוניות בכל הפלגה.",
        "מנהלת הנמל אידה מול אמרה שהתושבים חיכו ליום הזה שנים רבות ושהילדים ייסעו חינם עד סוף הקיץ.",
    ),
    "hi": (
        "सोमवार से खाड़ी के पार नौका फिर चलेगी, आखिरी नाव के बिकने के नौ साल बाद लोगों को यह सेवा वापस मिल रही है।",
        "नदी के ऊपरी हिस्से में बने दो जहाज दिन में ग्यारह फेरे लगाएंगे और हर फेरे में चालीस गाड़ियां ले जाएंगे।",
        "बंदरगाह प्रमुख इदा मोल ने कहा कि लोग इस दिन का बरसों से इंतजार कर रहे थे और बच्चों का सफर मुफ्त रहेगा।",
    ),
    "bn": (
        "সোমবার থেকে উপসাগরে আবার ফেরি চলবে, শেষ নৌকাটি বিক্রি হওয়ার নয় বছর পর মানুষ এই সেবা ফিরে পাচ্ছে।",
        "নদীর উজানে তৈরি দুটি জাহাজ দিনে এগারোবার পারাপার করবে এবং প্রতিবার চল্লিশটি গাড়ি বহন করবে।",
        "বন্দরপ্রধান ইদা মোল বলেন, মানুষ বহু বছর ধরে এই দিনের অপেক্ষায় ছিল এবং শিশুরা বিনা ভাড়ায় যাবে।",
    ),
    "th": (
        "เรือข้ามฟากจะแล่นข้ามอ่าวอีกครั้งตั้งแต่วันจันทร์ หลังจากเรือลำสุดท้ายถูกขายไปเมื่อเก้าปีก่อน",
        "เรือสองลำที่ต่อขึ้นในอู่เหนือแม่น้ำจะวิ่งวันละสิบเอ็ดเที่ยวและบรรทุกรถยนต์ได้เที่ยวละสี่สิบคัน",
        "นายท่าเรือ อีดา มอลล์ กล่าวว่าชาวบ้านรอวันนี้มานานหลายปีและเด็กเล็กเดินทางฟรีจนถึงสิ้นฤดูร้อน",
    ),
    "ja": (
        "湾を渡る船が月曜日から再び運航する。最後の船が解体業者に売られてから九年がたっていた。",
        "川の上流の造船所で造られた二隻が一日に十一往復し、一回の航海で四十台の車を運ぶという。",
        "文書によると、港長のイーダ・モルさんは「バスの空席を数え、人々が戻ると分かっていた」と話した。",
    ),
    "zh": (
        "横跨海湾的渡轮将从星期一起恢复航行，距离最后一艘船被当作废铁卖掉已经过去了九年。",
        "两艘在上游船厂建造的船每天往返十一次，每次航行可以运载四十辆汽车和两百名乘客。",
        "来源不明的传言曾说渡轮不会回来，但港务主任伊达·莫尔在码头上亲自迎接了第一批旅客。",
    ),
    "ko": (
        "만을 건너는 여객선이 월요일부터 다시 운항한다. 마지막 배가 고철로 팔린 지 9년 만의 일이다.",
        "강 상류의 조선소에서 만든 배 두 척이 하루 열한 번 오가며 한 번에 자동차 마흔 대를 실어 나른다.",
        "항만 책임자 이다 몰은 주민들이 오랫동안 이날을 기다려 왔고 아이들은 여름 내내 무료라고 말했다.",
    ),
    "vi": (
        "Từ thứ Hai, chuyến phà sẽ lại chạy qua vịnh, chín năm sau khi chiếc thuyền cuối cùng bị bán sắt vụn.",
        "Hai con tàu đóng ở xưởng phía thượng nguồn sẽ chạy mười một chuyến mỗi ngày và chở bốn mươi xe mỗi chuyến.",
        "Nguồn thu từ vé sẽ được dùng để sửa cầu cảng, bà Ida Moll, trưởng cảng, nói với những hành khách đầu tiên.",
    ),
    "ka": (
        "ორშაბათიდან ბორანი კვლავ გადაკვეთს ყურეს, ცხრა წლის შემდეგ, რაც ბოლო გემი ჯართად გაიყიდა.",
        "მდინარის ზემო წელში აგებული ორი გემი დღეში თერთმეტჯერ იმოძრავებს და ყოველ რეისზე ორმოც მანქანას გადაიყვანს.",
        "ნავსადგურის უფროსმა იდა მოლმა თქვა, რომ ხალხი ამ დღეს დიდხანს ელოდა და ბავშვები უფასოდ იმგზავრებენ.",
    ),
}  # fmt: skip

# Words of boxes, which no text may contain.
FURNITURE = ("Zorblat", "Quimble", "Frandool")
_HEAD = (
    '<header><a href="/">Bay Gazette</a><nav><ul><li><a href="/zorblat">Zorblat</a></li><li><a href="/sport">Sport'
    '</a></li><li><a href="/quimble">Quimble</a></li></ul></nav></header>'
)
_RELATED = (
    '<div class="related-stories"><h3>Quimble</h3><ul><li><a href="/2026/quimble-one">Quimble one wins the cup again'
    '</a></li><li><a href="/2026/quimble-two">Quimble two loses it in the last minute</a></li></ul></div>'
)
_FOOT = '<footer><p>Frandool Media, all rights reserved</p><a href="/terms">Frandool terms</a></footer>'


def a_whole_page(headline: str, inside: str, language: str = "en") -> str:
    """A whole page around the part between header and footer."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{headline} | Bay Gazette</title>'
        f'<meta property="og:title" content="{headline}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-11-20T08:00:00Z"></head>'
        f"<body>{_HEAD}{inside}{_FOOT}</body></html>"
    )


def _p(texts: Sequence[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def article_tag(headline: str, texts: Sequence[str]) -> str:
    return f"<main><article><h1>{headline}</h1>{_p(texts)}</article>{_RELATED}</main>"


def line_breaks(headline: str, texts: Sequence[str]) -> str:
    return (
        f'<div class="news-detail"><h1>{headline}</h1><div class="text">{"<br><br>".join(texts)}</div></div>{_RELATED}'
    )


def bare_divs(headline: str, texts: Sequence[str]) -> str:
    inside = "".join(f"<div>{text}</div>" for text in texts)
    return f'<div id="wrapper"><h1>{headline}</h1><div class="content">{inside}</div>{_RELATED}</div>'


def table_layout(headline: str, texts: Sequence[str]) -> str:
    return (
        '<table width="100%"><tr><td width="150"><a href="/a">Zorblat</a><br><a href="/b">Quimble</a></td>'
        f'<td class="main"><h1>{headline}</h1>{_p(texts)}</td></tr></table>'
    )


def table_of_breaks(headline: str, texts: Sequence[str]) -> str:
    return (
        '<table><tr><td><a href="/a">Zorblat</a></td><td><font size="4"><b>' + headline + "</b></font><br><br>"
        f'<font face="Arial" size="2">{"<br><br>".join(texts)}</font></td></tr></table>'
    )


def section_cards(headline: str, texts: Sequence[str]) -> str:
    inside = "".join(
        f'<section class="card card--text"><div class="card__inner"><p>{one}</p></div></section>' for one in texts
    )
    return f'<main><div class="hero"><h1>{headline}</h1></div>{inside}</main>{_RELATED}'


def wordpress_tagged(headline: str, texts: Sequence[str]) -> str:
    """The classes of WordPress's post_class(), with tags that are names of boxes at other sites."""
    return (
        '<article class="post-312 post type-post category-weather tag-social tag-rating tag-newsletter hentry">'
        f'<h1 class="entry-title">{headline}</h1><div class="entry-content">{_p(texts)}</div></article>{_RELATED}'
    )


def in_a_form(headline: str, texts: Sequence[str]) -> str:
    return f'<form id="aspnetForm" method="post"><div class="detail"><h1>{headline}</h1>{_p(texts)}</div></form>'


def in_an_aside(headline: str, texts: Sequence[str]) -> str:
    return f'<div class="page"><aside class="content-column"><h1>{headline}</h1>{_p(texts)}</aside></div>'


def parted_by_a_box(headline: str, texts: Sequence[str]) -> str:
    half = len(texts) // 2
    return (
        f'<main><h1>{headline}</h1><div class="row"><div class="prose">{_p(texts[:half])}</div></div>'
        f'{_RELATED}<div class="row"><div class="prose">{_p(texts[half:])}</div></div></main>'
    )


def parts_and_headings(headline: str, texts: Sequence[str]) -> str:
    """Every paragraph in a box of its own, also short ones and subheadings: only the long ones look like the story."""
    inside = "".join(f'<div class="block"><div class="block__text"><p>{text}</p></div></div>' for text in texts)
    return f'<main><h1>{headline}</h1><div class="blocks">{inside}</div></main>{_RELATED}'


def broken_nesting(headline: str, texts: Sequence[str]) -> str:
    return f"<div class=story><h1>{headline}<div class=body>{''.join(f'<p>{text}' for text in texts)}</div>{_RELATED}"


def opened_by_a_button(headline: str, texts: Sequence[str]) -> str:
    """The rest of the text is hidden until the reader asks for it."""
    return (
        f'<article><h1>{headline}</h1>{_p(texts[:2])}<button type="button">Zorblat</button>'
        f'<div class="more" hidden>{_p(texts[2:])}</div></article>{_RELATED}'
    )


def app_shell(headline: str, texts: Sequence[str]) -> str:
    inside = "".join(
        f'<div data-block="text"><div class="sc-a1b2"><p class="sc-c3d4">{one}</p></div></div>' for one in texts
    )
    return f'<div id="__next"><div class="sc-root"><h1 class="sc-h">{headline}</h1>{inside}{_RELATED}</div></div>'


def spans(headline: str, texts: Sequence[str]) -> str:
    inside = "".join(f'<p><span style="font-size:16px"><span>{text}</span></span></p>' for text in texts)
    return f'<div class="td-post-content"><h1>{headline}</h1>{inside}</div>{_RELATED}'


def custom_elements(headline: str, texts: Sequence[str]) -> str:
    return f"<bay-article><h1>{headline}</h1><bay-body>{_p(texts)}</bay-body></bay-article>{_RELATED}"


def amp(headline: str, texts: Sequence[str]) -> str:
    return (
        f'<article><h1>{headline}</h1><amp-img src="a.jpg"></amp-img>{_p(texts[:1])}<amp-ad></amp-ad>{_p(texts[1:])}'
        f"</article><amp-sidebar><p>Zorblat</p></amp-sidebar>{_RELATED}"
    )


def microdata(headline: str, texts: Sequence[str]) -> str:
    return (
        f'<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{headline}</h1>'
        f'<div itemprop="articleBody">{_p(texts)}</div></div>{_RELATED}'
    )


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        article_tag, line_breaks, bare_divs, table_layout, table_of_breaks, section_cards, wordpress_tagged, in_a_form,
        in_an_aside, parted_by_a_box, parts_and_headings, broken_nesting, opened_by_a_button, app_shell, spans,
        custom_elements, amp, microdata,
    )
}  # fmt: skip

LANGUAGES = sorted(TEXTS)
# Every layout in every language would be 357 pages, so each layout is tested in three languages, one of them English.
PAIRS = [
    (layout, language)
    for number, layout in enumerate(LAYOUTS)
    for language in ("en", LANGUAGES[2 * number % len(LANGUAGES)], LANGUAGES[(2 * number + 9) % len(LANGUAGES)])
]


def body_of(page: Page, outlet: Outlet) -> str:
    reading = read_page(page, outlet)
    assert reading.article is not None, reading.reason
    return reading.article.body


@pytest.mark.parametrize(("layout", "language"), PAIRS, ids=lambda value: value)
def test_the_whole_text_stays(layout: str, language: str, a_page: Callable[..., Page], outlet: Outlet) -> None:
    headline, texts = HEADLINES[language], TEXTS[language]
    body = body_of(a_page(a_whole_page(headline, LAYOUTS[layout](headline, texts), language)), outlet)
    assert body.split("\n\n") == list(texts)
    assert not any(word in body for word in FURNITURE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_complete_in_every_language(language: str, a_page: Callable[..., Page], outlet: Outlet) -> None:
    headline, texts = HEADLINES[language], TEXTS[language]
    body = body_of(a_page(a_whole_page(headline, LAYOUTS["article_tag"](headline, texts), language)), outlet)
    assert body.split("\n\n") == list(texts)


ONE, TWO, THREE, *_ = TEXTS["en"]
# Elements inside the story that are part of it, and their lines between the first and the second paragraph.
PARTS = {
    "subheadings": ("<h2>Nine years of buses</h2>", ["Nine years of buses"]),
    "a small subheading": ("<h4>The pier</h4>", ["The pier"]),
    "a list": ("<ul><li>Eleven trips a day</li><li>Forty cars</li></ul>", ["- Eleven trips a day", "- Forty cars"]),
    "a numbered list": ("<ol><li>Buy a ticket.</li><li>Wait.</li></ol>", ["- Buy a ticket.", "- Wait."]),
    "a quote": ("<blockquote><p>We never gave up.</p></blockquote>", ["We never gave up."]),
    "a word in bold": ("<p>It was <b>the</b> day, <em>finally</em>.</p>", ["It was the day, finally."]),
    "a term explained by a button": (
        "<p>They call it a <button class='term'>slipway</button> for boats.</p>",
        ["They call it a slipway for boats."],
    ),
    "a term with a bubble": (
        "<p>They call it a <span class='tooltip'>slipway</span> for boats.</p>",
        ["They call it a slipway for boats."],
    ),
    "a section named after its heading": (
        "<section id='what-the-popular-line-cost'><h3>What it cost</h3><p>It cost three millions a year.</p></section>",
        ["What it cost", "It cost three millions a year."],
    ),
    "a chapter about the weather": (
        "<section id='weather'><p>Fog kept the boats in port on sixty days of a usual year.</p></section>",
        ["Fog kept the boats in port on sixty days of a usual year."],
    ),
}
# Elements inside the story that are not part of it.
BOXES = {
    "a newsletter": "<div class='newsletter-signup'><p>Zorblat every morning in your mailbox.</p></div>",
    "a list of stories": "<h3>Zorblat</h3><ul><li><a href='/a'>Quimble</a></li><li><a href='/b'>Zorblat</a></li></ul>",
    "a story's card": "<a href='/2026/a'><div><h4>Zorblat on the hill</h4><p>Quimble and more</p></div></a>",
    "a caption": "<figure><img src='a.jpg'><figcaption>Zorblat at the pier</figcaption></figure>",
    "a credit": "<p class='photo-credit'>Zorblat / Quimble</p>",
    "an aside": "<aside><h3>Zorblat</h3><p>Quimble was founded in 1900.</p></aside>",
    "words for screen readers": "<p><span class='visually-hidden'>(Zorblat)</span></p>",
    "a form": "<form><label>Zorblat</label><input name='q'><button>Quimble</button></form>",
    "a dialog": "<div class='modal' hidden><p>Zorblat could not be saved.</p></div>",
    "a machine's script": "<script>var zorblat = 'Zorblat'</script><noscript>Zorblat</noscript>",
    "a line that leads on": "<p>Read more: <a href='/2026/q'>Zorblat of the week</a></p>",
    "tags": "<ul class='tags'><li><a href='/t/zorblat'>Zorblat</a></li></ul>",
}


def with_inside(inside: str) -> str:
    return f"<main><article><h1>{HEADLINES['en']}</h1><p>{ONE}</p>{inside}<p>{TWO}</p><p>{THREE}</p></article></main>"


@pytest.mark.parametrize(("inside", "lines"), PARTS.values(), ids=PARTS)
def test_parts_of_the_story_stay(inside: str, lines: list[str], a_page: Callable[..., Page], outlet: Outlet) -> None:
    body = body_of(a_page(a_whole_page(HEADLINES["en"], with_inside(inside))), outlet)
    assert body.split("\n\n") == [ONE, *lines, TWO, THREE]


@pytest.mark.parametrize("inside", BOXES.values(), ids=BOXES)
def test_boilerplate_inside_the_story_is_removed(inside: str, a_page: Callable[..., Page], outlet: Outlet) -> None:
    body = body_of(a_page(a_whole_page(HEADLINES["en"], with_inside(inside))), outlet)
    assert body.split("\n\n") == [ONE, TWO, THREE]


def test_a_table_of_figures_stays_a_table(a_page: Callable[..., Page], outlet: Outlet) -> None:
    table = "<table><tr><th>Year</th><th>Riders</th></tr><tr><td>2016</td><td>81,000</td></tr></table>"
    body = body_of(a_page(a_whole_page(HEADLINES["en"], with_inside(table))), outlet)
    assert "2016 | 81,000" in body
    assert (ONE in body, THREE in body) == (True, True)


def test_removals_that_take_most_of_the_text_are_undone(a_page: Callable[..., Page], outlet: Outlet) -> None:
    boxes = "".join(f'<div class="promo">{text}<br><br>Indeed: {text}</div>' for text in TEXTS["en"])
    page = a_whole_page(HEADLINES["en"], f'<div class="promo"><h1>{HEADLINES["en"]}</h1>{boxes}</div>')
    body = body_of(a_page(page), outlet)
    assert all(text in body for text in TEXTS["en"])


def test_a_review_of_the_week_keeps_its_links(a_page: Callable[..., Page], outlet: Outlet) -> None:
    days = "".join(
        f"<p>On {day} the port was full.</p><ul><li><a href='/{day}'>The {day} boat that came in late again</a></li>"
        f"<li><a href='/2026/{day}-2'>What the harbour master said on {day} about it</a></li></ul>"
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday")
    )
    page = a_whole_page("The week in links", f"<main><article><h1>The week in links</h1>{days}</article></main>")
    assert "The Tuesday boat that came in late again" in body_of(a_page(page), outlet)


def test_a_very_short_report_is_complete(a_page: Callable[..., Page], outlet: Outlet) -> None:
    text = (
        "A boat ran aground off the old pier early on Sunday, nobody was hurt, and the crew freed it in the evening, "
        "the coast guard said, adding that the fog had been thick."
    )
    layout = LAYOUTS["article_tag"](HEADLINES["en"], [text])
    assert body_of(a_page(a_whole_page(HEADLINES["en"], layout)), outlet) == text


def test_paragraphs_and_subheadings_in_boxes_keep_their_order(a_page: Callable[..., Page], outlet: Outlet) -> None:
    texts = [text for text in TEXTS["en"] if len(text) > 100]
    cards = [f'<div class="card"><div class="rich"><p>{text}</p></div></div>' for text in texts]
    cards[1:1] = ['<div class="card card--head"><h2>Nine years of buses</h2></div>']
    cards[3:3] = ['<div class="card"><div class="rich"><p>It rained.</p></div></div>']
    page = a_whole_page(HEADLINES["en"], f"<main><h1>{HEADLINES['en']}</h1>{''.join(cards)}</main>")
    expected = [texts[0], "Nine years of buses", texts[1], "It rained.", *texts[2:]]
    assert body_of(a_page(page), outlet).split("\n\n") == expected
