"""Live blogs, galleries and videos: where their text comes from."""

import json
from collections.abc import Callable

import pytest

from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Outcome, Page

INTRO = "The river rose by two metres overnight, and the old town was closed to cars early in the morning."
ENTRIES = [
    ("Water falls again", "At noon the gauge by the bridge showed four metres, forty centimetres less than at dawn."),
    ("School stays shut", "<p>The school in Mill Lane stays shut on Tuesday.</p><p>Parents were told by letter.</p>"),
    (
        "First boats in Mill Lane",
        "Firefighters brought eleven people out of their houses by boat, the mayor&#8217;s office said.",
    ),
]
PRINTED = [
    "Water falls again",
    ENTRIES[0][1],
    "School stays shut",
    "The school in Mill Lane stays shut on Tuesday.",
    "Parents were told by letter.",
    "First boats in Mill Lane",
    "Firefighters brought eleven people out of their houses by boat, the mayor’s office said.",
]


def updates(entries: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"@type": "BlogPosting", "headline": headline, "articleBody": body} for headline, body in entries]


def page_html(body: str, entries: list[tuple[str, str]], **facts: object) -> str:
    data = {
        "@type": "LiveBlogPosting",
        "headline": "River floods old town",
        "liveBlogUpdate": updates(entries),
        **facts,
    }
    return (
        '<html lang="en"><head><title>River floods old town</title>'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><article><h1>River floods old town</h1>{body}</article></body></html>"
    )


@pytest.fixture
def read(a_page: Callable[..., Page], outlet: Outlet) -> Callable[[str], Article]:
    def reading(html: str) -> Article:
        found = read_page(a_page(html), outlet)
        assert found.article is not None, found.reason
        return found.article

    return reading


def test_entries_come_from_json_ld_where_the_page_shows_less(read: Callable[[str], Article]) -> None:
    article = read(page_html(f"<p>{INTRO}</p>", ENTRIES))
    assert article.kind == "liveblog"
    assert article.body.split("\n\n") == [INTRO, *PRINTED]
    assert article.provenance["body"] == "JSON-LD liveBlogUpdate"


def test_a_report_before_the_entries_stays(read: Callable[[str], Article]) -> None:
    report = [f"Paragraph {number} of the report says how the water came, and who was there." for number in range(20)]
    before = "".join(f"<p>{line}</p>" for line in report)
    shown = "".join(f"<p>{body}</p>" for body in (ENTRIES[0][1], "Parents were told by letter.", PRINTED[-1]))
    assert read(page_html(before + shown, ENTRIES)).body.split("\n\n") == [*report, *PRINTED]


def test_a_page_with_more_text_than_json_ld_stays(read: Callable[[str], Article]) -> None:
    shown = "".join(
        f"<div><h2>Entry {number}</h2><p>Report number {number} of the day from the banks of the river, where people "
        "watch the water and wait for it to fall.</p></div>"
        for number in range(12)
    )
    article = read(page_html(f"<p>{INTRO}</p>{shown}", ENTRIES[:1]))
    assert "Report number 11" in article.body
    assert ENTRIES[0][1] not in article.body


def test_entries_shown_on_the_page_are_not_repeated(read: Callable[[str], Article]) -> None:
    shown = "".join(f"<div><h2>{headline}</h2>{body}</div>" for headline, body in ENTRIES)
    lines = read(page_html(f"<p>{INTRO}</p>{shown}", ENTRIES)).body.split("\n\n")
    assert len(lines) == len(set(lines))
    assert lines[0] == INTRO


def test_entries_are_in_the_order_of_the_page(read: Callable[[str], Article]) -> None:
    shown = "".join(f"<p>{body}</p>" for body in (ENTRIES[0][1], "Parents were told by letter.", PRINTED[-1]))
    lines = read(page_html(f"<p>{INTRO}</p>{shown}", ENTRIES[::-1])).body.split("\n\n")
    assert lines == [INTRO, *PRINTED]


def test_a_headline_that_repeats_the_entry_is_left_out(read: Callable[[str], Article]) -> None:
    entries = [("At noon the gauge …", ENTRIES[0][1]), ENTRIES[1]]
    assert read(page_html("", entries)).body.split("\n\n")[0] == ENTRIES[0][1]


def test_each_entry_appears_once(read: Callable[[str], Article]) -> None:
    assert read(page_html("", ENTRIES + ENTRIES)).body.split("\n\n") == PRINTED


@pytest.mark.parametrize(
    "update",
    [None, 5, "text", [], [None, 7, ["x"], {}], {"articleBody": 9}, [{"headline": {"a": 1}, "articleBody": ["x", 3]}]],
)
def test_broken_entries_are_ignored(read: Callable[[str], Article], update: object) -> None:
    article = read(page_html(f"<p>{INTRO}</p><p>{ENTRIES[0][1]}</p>", [], liveBlogUpdate=update))
    assert article.body.split("\n\n")[:2] == [INTRO, ENTRIES[0][1]]


CAPTIONS = [
    "The bridge at dawn, seen from the old mill.",
    "Cars wait in line at the northern end.",
    "The mayor cuts the ribbon.",
]
DESCRIPTION = "A film of the day on which the bridge was opened again, from the first car to the last dance."


def picture_page(kind: str, body: str, **facts: object) -> str:
    data = json.dumps({"@type": kind, "headline": "The bridge in pictures", "name": "The bridge in pictures", **facts})
    return (
        f'<html lang="en"><head><title>The bridge in pictures</title><script type="application/ld+json">{data}</script>'
        f"</head><body><article><h1>The bridge in pictures</h1>{body}</article></body></html>"
    )


FIGURES = "".join(f"<figure><img src=x><figcaption>{caption}</figcaption></figure>" for caption in CAPTIONS)


def test_captions_are_the_text_of_a_gallery(a_page: Callable[..., Page], outlet: Outlet) -> None:
    article = read_page(a_page(picture_page("ImageGallery", FIGURES)), outlet).article
    assert article is not None
    assert (article.kind, article.body.split("\n\n")) == ("gallery", CAPTIONS)
    assert article.provenance["body"] == "captions"


def test_captions_may_be_declared(a_page: Callable[..., Page], outlet: Outlet) -> None:
    pictures = [{"@type": "ImageObject", "caption": caption} for caption in CAPTIONS]
    article = read_page(a_page(picture_page("ImageGallery", "<p>Pictures.</p>", image=pictures)), outlet).article
    assert article is not None
    assert article.body.split("\n\n") == ["Pictures.", *CAPTIONS]


def test_captions_are_not_added_to_a_text(a_page: Callable[..., Page], outlet: Outlet) -> None:
    text = f"{DESCRIPTION} {DESCRIPTION}"
    article = read_page(
        a_page(picture_page("ImageGallery", f"<p>{text}</p><p>{text} Twice.</p>{FIGURES}")), outlet
    ).article
    assert article is not None
    assert CAPTIONS[0] not in article.body


@pytest.mark.parametrize("head", ["VideoObject"])
def test_the_description_is_the_text_of_a_video(a_page: Callable[..., Page], outlet: Outlet, head: str) -> None:
    page = a_page(
        picture_page(head, "<p>Watch.</p>", description=DESCRIPTION, url="https://rivertownpost.example/video/bridge"),
        url="https://rivertownpost.example/video/bridge",
    )
    article = read_page(page, outlet).article
    assert article is not None
    assert (article.kind, article.completeness) == ("video", "full")
    assert DESCRIPTION in article.body


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        pytest.param("<p>The bridge at dawn with the first cars that crossed it.</p>", Outcome.ARTICLE, id="ten words"),
        pytest.param("<p>The bridge.</p>", Outcome.TOO_SHORT, id="two words"),
    ],
)
def test_few_words_are_enough_for_pictures(
    a_page: Callable[..., Page], outlet: Outlet, body: str, outcome: Outcome
) -> None:
    assert read_page(a_page(picture_page("ImageGallery", body)), outlet).outcome is outcome
