"""Divs that are paragraphs become p elements, and no other element does."""

import time
from collections.abc import Callable

import pytest

from newsarchive.extraction.article import read_page
from newsarchive.extraction.body.paragraphs import mark_paragraphs
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Page

STORIES = {
    "en": (
        "Lock keeper finds a barge nobody misses",
        ("The barge lay across the upper lock on Tuesday morning, its ropes cut and its cabin swept clean, the keeper "
         "said.",
         "Nobody on the canal has asked for it since, and the office that lists such boats has no entry under its "
         "number."),
        "A boat without a name",
        ("Sports", "Markets", "Five ways to cook a turnip", "A morning with the last bell founder of the valley"),
    ),
    "de": (
        "Schleuse bleibt bis in den Herbst geschlossen",
        ("Die Schleuse am oberen Kanal bleibt nach dem Bruch eines Tores bis in den Oktober geschlossen, teilte das "
         "Amt mit.",
         "Für die Fahrgastschiffe wird oberhalb ein Steg gebaut, von dem ein Bus die Reisenden zum unteren Hafen "
         "bringt."),
        "Steg statt Schleuse",
        ("Sport", "Börse", "Fünf Rezepte mit Rüben", "Ein Vormittag beim letzten Glockengießer des ganzen Tals"),
    ),
    "ru": (
        "Шлюз закрыли до осени после поломки ворот",
        ("Шлюз на верхнем канале не откроют раньше октября: во вторник утром сломались ворота, сообщили в управлении.",
         "Пассажиров пересадят на автобус, который будет ходить от временного причала до нижней гавани каждый час."),
        "Причал вместо шлюза",
        ("Спорт", "Рынки", "Пять блюд из репы", "Утро с последним литейщиком колоколов во всей долине"),
    ),
    "ja": (
        "上流の水門、秋まで閉鎖へ",
        ("上流の水門は火曜日の朝に扉が壊れたため、十月まで閉鎖されることになったと管理事務所が発表した。",
         "遊覧船の乗客は仮の桟橋から下流の港まで、一時間ごとに出る代わりのバスに乗り換えることになる。"),
        "仮の桟橋",
        ("スポーツ", "経済", "かぶの五つの食べ方", "谷でただ一人の鐘づくりの職人とすごした朝"),
    ),
    "ar": (
        "إغلاق الهويس العلوي حتى الخريف",
        ("سيبقى الهويس العلوي مغلقا حتى شهر تشرين الأول بعد أن انكسرت بوابته صباح الثلاثاء، كما قالت إدارة القناة.",
         "وسينقل الركاب بحافلة تسير كل ساعة من رصيف مؤقت فوق الهويس إلى المرفأ السفلي، بحسب البيان الصادر عنها."),
        "رصيف بدل الهويس",
        ("رياضة", "أسواق", "خمس وصفات باللفت", "صباح مع آخر صانع للأجراس في الوادي كله"),
    ),
}  # fmt: skip


def paragraphs(language: str) -> list[str]:
    """Paragraphs that are long enough together, so that no second extractor runs."""
    _, (first, second), _, _ = STORIES[language]
    space = "" if language == "ja" else " "
    return [
        space.join((first, second) * times + rest) for times, rest in ((1, ()), (2, ()), (2, (first,)), (3, (second,)))
    ]


def soup(language: str, paragraph: Callable[[str], str], line: Callable[[str], str]) -> str:
    """A page of divs: sections, the story, a list of the most read stories, and an address."""
    headline, _, subheading, others = STORIES[language]
    first, *rest = paragraphs(language)
    links = "".join(f'<div class="i"><a href="/{number}">{text}</a></div>' for number, text in enumerate(others))
    return (
        f'<html lang="{language}"><head><title>{headline}</title><meta property="og:title" content="{headline}"></head>'
        f'<body><div class="h"><div class="n">{links}</div></div><div class="w"><div class="c"><h1>{headline}</h1>'
        f'<div class="b">{paragraph(first)}{line(subheading)}{"".join(map(paragraph, rest))}</div></div>'
        f'<div class="m"><div class="t">{others[0]}</div>{links}</div></div>'
        f'<div class="f"><div>© {others[1]}</div><div><a href="/x">{others[0]}</a></div></div></body></html>'
    )


LAYOUTS = {
    "divs of one class": (lambda text: f'<div class="p">{text}</div>', lambda text: f'<div class="p">{text}</div>'),
    "divs without a class": (lambda text: f"<div>{text}</div>", lambda text: f"<div>{text}</div>"),
    "each in boxes of its own": (
        lambda text: f'<div class="r"><div class="q"><div class="p">{text}</div></div></div>',
        lambda text: f'<div class="r"><div class="q"><div class="p">{text}</div></div></div>',
    ),
    "breaks": (lambda text: f"{text}<br><br>", lambda text: f"<b>{text}</b><br><br>"),
    "text in spans": (
        lambda text: f'<div class="a"><span>{text[:9]}</span><span>{text[9:]}</span></div>',
        lambda text: f'<div class="s"><b>{text}</b></div>',
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", STORIES)
def test_only_the_story_of_a_page_of_divs_is_found(
    a_page: Callable[..., Page], outlet: Outlet, language: str, layout: str
) -> None:
    headline, _, subheading, _ = STORIES[language]
    first, *rest = paragraphs(language)
    article = read_page(a_page(soup(language, *LAYOUTS[layout])), outlet).article
    assert article is not None
    assert article.headline == headline
    assert article.body.split("\n\n") == [first, subheading, *rest]


FIRST, SECOND = STORIES["en"][1]


def tags(page: ParsedPage) -> dict[str, str]:
    """The tag of every element with an id."""
    mark_paragraphs(page.tree)
    return {element.get("id"): element.tag for element in page.tree.xpath("//*[@id]")}


def test_divs_stay_where_the_page_has_paragraphs(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<p>{FIRST}</p><p>{SECOND}</p><div id='a'>{FIRST}</div>")
    assert tags(page) == {"a": "div"}


def test_a_single_div_of_text_stays(parsed: Callable[..., ParsedPage]) -> None:
    assert tags(parsed(body=f"<div id='a'>{FIRST}</div><div id='b'>More</div>")) == {"a": "div", "b": "div"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("<div id='x'>Sports</div>", id="a label"),
        pytest.param(f"<div id='x'><a href='/a'>{FIRST}</a></div>", id="a link"),
        pytest.param("<div id='x'>Lock Street 3<br>Uppercanal<br>Telephone 5</div>", id="an address"),
        pytest.param(f"<div id='x'>{FIRST}<h2>{SECOND}</h2></div>", id="a block with a block in it"),
        pytest.param(f"<footer><div id='x'>{FIRST}</div></footer>", id="the foot of the page"),
        pytest.param(f"<form><div id='x'>{FIRST}</div></form>", id="a form"),
        pytest.param(f"<ul><li><div id='x'>{FIRST}</div></li></ul>", id="an item of a list"),
    ],
)
def test_other_divs_stay_divs(parsed: Callable[..., ParsedPage], other: str) -> None:
    page = parsed(body=f"<main><div id='a'>{FIRST}</div><div id='b'>{SECOND}</div></main>{other}")
    assert tags(page) == {"a": "p", "b": "p", "x": "div"}


def test_short_lines_between_paragraphs_become_paragraphs(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(
        body="<main><div id='above'>Canals</div>"
        f"<div id='a' class='p'>{FIRST}</div><div id='between'>A boat</div><div id='link'><a href='/b'>Boats</a></div>"
        f"<div id='b' class='p'>{SECOND}</div><div id='last' class='p'>So it stays.</div>"
        "<div id='below'>Tags</div></main>"
    )
    assert {name for name, tag in tags(page).items() if tag == "p"} == {"a", "between", "b", "last"}


def test_short_lines_next_to_a_single_paragraph_stay_divs(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(
        body=f"<div><div id='a'>{FIRST}</div><div id='x'>Canals</div></div><div><div id='b'>{SECOND}</div></div>"
    )
    assert tags(page) == {"a": "p", "x": "div", "b": "p"}


def test_lines_between_breaks_become_paragraphs(parsed: Callable[..., ParsedPage]) -> None:
    lines = f"{FIRST}<br><br><b>A boat</b> <br>{SECOND} <a href='/b'>More</a>, he said.<br>"
    page = parsed(body=f"<div id='a'> {lines}</div>")
    assert tags(page) == {"a": "div"}
    assert [" ".join(p.text_content().split()) for p in page.tree.iter("p")] == [
        FIRST,
        "A boat",
        f"{SECOND} More, he said.",
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 3_000 + FIRST + "</div>" * 3_000, id="deep"),
        pytest.param(f"<div>{FIRST}</div><div>No</div>" * 8_000, id="wide"),
        pytest.param("<div><b>x</b>" * 3_000, id="never closed"),
        pytest.param(f"<div>{FIRST}" + "<br>x" * 20_000, id="many breaks"),
    ],
)
def test_a_page_of_many_divs_takes_little_time(parsed: Callable[..., ParsedPage], body: str) -> None:
    page = parsed(body=body)
    began = time.process_time()
    mark_paragraphs(page.tree)
    assert time.process_time() - began < 2
