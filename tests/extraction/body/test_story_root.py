"""Where the story stands, and the story by itself as the extractor gets it."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.body.story_root import find_story, story_by_itself
from newsarchive.extraction.body.text_extractor import extract_text
from newsarchive.extraction.page.parsed_page import ParsedPage

SENTENCES = [
    f"Sentence {number} of a report about the harbour, its bridge and the ferry that it replaces next year."
    for number in range(6)
]
TEXT = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def root(parsed: Callable[..., ParsedPage], body: str) -> str | None:
    """The id of the element with the story."""
    story = find_story(parsed(body=body).tree)
    return story.element.get("id") if story is not None else None


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<nav><p>Menu</p></nav><div><section id='story'>{TEXT}</section></div>", id="one container"),
        pytest.param(
            "<main><div id='story'>"
            + "".join(f"<div class='row'><p>{one}</p></div>" for one in SENTENCES)
            + "</div></main>",
            id="a box for each paragraph",
        ),
        pytest.param(
            f"<article><div id='story'><div class='x'>{TEXT}</div><div class='y'>{TEXT}</div></div></article>",
            id="two containers of different kinds",
        ),
        pytest.param(
            f"<article><h1>Ferry</h1><div id='story'>{TEXT}</div>"
            f"<section><article><div>{TEXT}</div></article><article><div>{TEXT}</div></article></section></article>",
            id="comments are articles in the article",
        ),
        pytest.param(
            f"<div id='story'>{'<br>'.join(SENTENCES)}</div><ul><li><a href='/a'>Another</a></li></ul>",
            id="line breaks",
        ),
        pytest.param(
            f"<main><div id='story'>{TEXT}</div>"
            + "".join(
                f"<div class='card'><h3><a href='/{one}'>Other</a></h3><p>{SENTENCES[0]}</p></div>" for one in "abc"
            )
            + "</main>",
            id="cards of other stories",
        ),
    ],
)
def test_the_story_is_found(parsed: Callable[..., ParsedPage], body: str) -> None:
    assert root(parsed, body) == "story"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>Only text</div>", id="no paragraphs"),
        pytest.param(f"<div id='x'><p>{SENTENCES[0]}</p></div>", id="too short"),
        pytest.param(f"<ul><li id='x'>{TEXT}</li></ul>", id="all in a list"),
        pytest.param(f"<main><div id='x'>{TEXT}</div><ul><li>{TEXT}</li></ul></main>", id="half in a list"),
        pytest.param(f"<div id='x' style='display: none'>{TEXT}</div>", id="not shown"),
        pytest.param(f"<div id='x'>{''.join(f'<p><a>{one}</a></p>' for one in SENTENCES)}</div>", id="links alone"),
    ],
)
def test_a_page_without_a_clear_place_has_no_such_element(parsed: Callable[..., ParsedPage], body: str) -> None:
    assert root(parsed, body) is None


@pytest.mark.parametrize(
    "kind", ["embedded-text", "share-box", "byline-like", "overlay hidden-xs", "author", "tags", "sidebar", "menu"]
)
def test_names_of_the_storys_own_elements_lose_no_text(parsed: Callable[..., ParsedPage], kind: str) -> None:
    text = "".join(f"<p class='{kind}' id='{kind}-{number}'>{one}</p>" for number, one in enumerate(SENTENCES))
    page = parsed(body=f"<main><div class='{kind}'><div class='{kind}'>{text}</div></div></main>")
    assert extract_text(page.tree).split("\n\n") == SENTENCES


def test_links_and_times_in_a_sentence_stay(parsed: Callable[..., ParsedPage]) -> None:
    linked = "<p><a href='/a'>Ida Moll</a> of <a href='/b'>the harbour</a> left at <time>noon</time>.</p>"
    page = parsed(body=f"<div>{TEXT}{linked}</div>")
    assert extract_text(page.tree).endswith("Ida Moll of the harbour left at noon.")


def test_text_between_other_elements_is_text(parsed: Callable[..., ParsedPage]) -> None:
    loose = "Ida <b>Moll</b> left.<br>Nobody <i>knows</i> why."
    body = f"{TEXT}{loose}<h2>The bridge</h2><div>{SENTENCES[0]}</div>"
    story = find_story(parsed(body=f"<div>{body}</div>").tree)
    assert story is not None
    page = story_by_itself(story)
    assert [one.text_content() for one in page.iter("p", "h2")][6:] == [
        "Ida Moll left.",
        "Nobody knows why.",
        "The bridge",
        SENTENCES[0],
    ]


def test_a_subheading_in_a_box_of_its_own_stays(parsed: Callable[..., ParsedPage]) -> None:
    box = "<div class='slide-title-wrapper'><div class='overlay'><h2>The bridge</h2></div></div>"
    page = parsed(body=f"<div>{TEXT}{box}<p>{SENTENCES[0]}</p></div>")
    assert extract_text(page.tree).split("\n\n")[-2:] == ["The bridge", SENTENCES[0]]


def test_a_subheading_in_elements_inside_elements_stays(parsed: Callable[..., ParsedPage]) -> None:
    heading = "<h4 class='title asc'><em><span class='mark'>The bridge</span></em></h4>"
    page = parsed(body=f"<div>{TEXT}{heading}<p>{SENTENCES[0]}</p></div>")
    assert extract_text(page.tree).split("\n\n")[-2:] == ["The bridge", SENTENCES[0]]


def test_a_subheading_of_a_box_of_links_does_not_stay(parsed: Callable[..., ParsedPage]) -> None:
    box = "<div class='slide-title'><h2><a href='/a'>Another story</a></h2></div>"
    page = parsed(body=f"<div>{TEXT}{box}<p>{SENTENCES[0]}</p></div>")
    assert "Another story" not in extract_text(page.tree)


LEAD = "The ferry across the bay will sail again from Monday, nine years after the last boat was sold."


def test_text_between_headline_and_the_largest_container_stays(parsed: Callable[..., ParsedPage]) -> None:
    rows = "".join(f"<section class='{number}'><p>{one}</p></section>" for number, one in enumerate(SENTENCES))
    page = parsed(body=f"<article><h1>Ferry</h1>{rows}<ul><li><a href='/a'>x</a></li></ul><div>{TEXT}</div></article>")
    assert all(sentence in extract_text(page.tree) for sentence in SENTENCES)


def test_footers_and_asides_do_not_hide_where_the_story_stands(parsed: Callable[..., ParsedPage]) -> None:
    beside = f"<footer><p>{LEAD}</p></footer><aside><p>{LEAD}</p></aside>"
    assert root(parsed, f"<div id='story'>{TEXT * 3}</div>{beside}") == "story"
    assert root(parsed, f"<div id='story'>{TEXT}</div><aside>{TEXT}</aside>") is None


def test_what_is_not_shown_is_not_text(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(
        body=f"<div>{TEXT}<p>Ida left<span aria-hidden='true'> #</span><i style='display:none'>x</i>.</p></div>"
    )
    assert extract_text(page.tree).endswith("Ida left.")


def test_boxes_in_the_story_keep_their_names(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<div>{TEXT}<div class='newsletter'><p>Get our letter every morning.</p></div></div>")
    assert extract_text(page.tree).split("\n\n") == SENTENCES


def test_the_page_itself_is_not_changed(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<div class='a'>{TEXT.replace('<p>', '<p class=x>')}</div>")
    story = find_story(page.tree)
    assert story is not None
    story_by_itself(story)
    assert len(page.tree.find_class("x")) == len(SENTENCES)
    assert page.tree.find(".//div").attrib == {"class": "a"}
