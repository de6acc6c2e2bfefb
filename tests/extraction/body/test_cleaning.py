"""What is removed from a page before the extraction of its text, and what must stay."""

from collections.abc import Callable

import pytest
from lxml.html import tostring

from newsarchive.extraction.body.cleaning import (
    ElementRemover,
    remove_comments,
    remove_empty_boxes,
    remove_side_boxes,
    remove_struck_text,
    split_words,
)
from newsarchive.extraction.page.parsed_page import ParsedPage

FIRST = "The ferry to the islands was late by an hour on Monday, because fog lay over the harbour."
SECOND = "From Tuesday the boats leave at the usual times, the company said, and the fog has gone."
PAGE = "https://gazette.example/news/ferry"


def left(parsed: Callable[..., ParsedPage], between: str, **remover: bool) -> tuple[str, ElementRemover]:
    """The text that is left of an element between two paragraphs."""
    page = parsed(body=f"<article><p>{FIRST}</p>{between}<p>{SECOND}</p></article>")
    blade = ElementRemover(**remover)
    remove_side_boxes(page.tree, PAGE, blade)
    text = " ".join(page.tree.find(".//article").text_content().split())
    assert FIRST in text
    assert SECOND in text
    return text.replace(FIRST, "").replace(SECOND, "").strip(), blade


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(
            "<ul><li>Harbour: <a href='/a'>New crane arrives by sea</a></li>"
            "<li>Fog: <a href='https://gazette.example/b'>How the horn works</a></li></ul>",
            id="a list of labels and links within the site",
        ),
        pytest.param(
            "<ul><li><a href='/a'><h3>New crane arrives</h3><p>It came by sea, and took a week.</p></a></li>"
            "<li><a href='/b'><h3>How the horn works</h3><p>It still sounds with air.</p></a></li></ul>",
            id="a list of teasers",
        ),
        pytest.param("<a href='/a'><h3>New crane arrives</h3><p>It came by sea.</p></a>", id="a card"),
        pytest.param("<p><strong><a href='/a'>NEW CRANE ARRIVES BY SEA</a></strong></p>", id="a link alone"),
        pytest.param("<figure><img src='f.jpg'><figcaption>Fog at noon.</figcaption></figure>", id="a figcaption"),
        pytest.param("<div><img src='f.jpg'><p class='photo-caption'>Fog at noon.</p></div>", id="a caption by class"),
        pytest.param("<span itemprop='caption'>Fog at noon.</span>", id="a caption by itemprop"),
        pytest.param("<aside><p>Ten facts about fog.</p></aside>", id="an aside"),
        pytest.param("<form><p>Your address</p><button>Send</button></form>", id="a form"),
        pytest.param("<span class='sr-only'>End of advertisement</span>", id="text for screen readers"),
        pytest.param("<p hidden>Debug: on</p>", id="a hidden attribute"),
        pytest.param("<div class='c-related-box'><p>How the horn works.</p></div>", id="a box named related"),
        pytest.param("<div id='newsletter'><p>Sign up for our letter.</p></div>", id="a box with a telling id"),
    ],
)
def test_boxes_outside_the_story_are_removed(parsed: Callable[..., ParsedPage], between: str) -> None:
    assert left(parsed, between)[0] == ""


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        pytest.param("<ul><li>Fog</li><li>Wind</li></ul>", "FogWind", id="a list of words"),
        pytest.param(
            "<ul><li><a href='https://weather.example/fog'>Fog map</a></li>"
            "<li><a href='https://sea.example/wind'>Wind map</a></li></ul>",
            "Fog mapWind map",
            id="a list of links to elsewhere",
        ),
        pytest.param(
            "<ul><li>The <a href='/a'>crane</a> was stopped for the whole of the morning</li>"
            "<li>The <a href='/b'>horn</a> sounded every two minutes until the fog had gone</li></ul>",
            "The crane was stopped for the whole of the morning"
            "The horn sounded every two minutes until the fog had gone",
            id="a list of sentences with links",
        ),
        pytest.param("<p>The <a href='/a'>crane</a> stood still.</p>", "The crane stood still.", id="a link in a text"),
        pytest.param(
            "<p><a href='https://port.example/'>The port's own report</a></p>",
            "The port's own report",
            id="a link alone to elsewhere",
        ),
        pytest.param(
            "<blockquote class='twitter-tweet'><p>Fog! No boats.</p></blockquote>", "Fog! No boats.", id="a post"
        ),
        pytest.param("<p class='cardinal'>The cardinal came.</p>", "The cardinal came.", id="a word inside a word"),
        pytest.param(
            f"<div class='related'><p>{'The fog lay thick and white upon the water. ' * 30}</p></div>",
            " ".join(("The fog lay thick and white upon the water. " * 30).split()),
            id="a box with most of the text",
        ),
    ],
)
def test_boxes_that_may_be_text_stay(parsed: Callable[..., ParsedPage], between: str, kept: str) -> None:
    assert left(parsed, between)[0] == kept


def test_links_stay_on_a_page_about_links(parsed: Callable[..., ParsedPage]) -> None:
    links = "".join(f"<p><a href='/{number}'>Letter number {number}</a></p>" for number in range(6))
    assert left(parsed, links)[0].startswith("Letter number 0")


def test_removed_blocks_are_recorded_with_a_reason_on_request(parsed: Callable[..., ParsedPage]) -> None:
    box = "<aside><p>Ten  facts</p></aside><span class='sr-only'></span>"
    assert [(cut.why, cut.text) for cut in left(parsed, box, keeps_record=True)[1].removed] == [("aside", "Ten facts")]
    assert left(parsed, box)[1].removed == []


@pytest.mark.parametrize(
    ("markup", "left_over"),
    [
        pytest.param("<div class='ad'> <div></div>\n</div><p>Fog.</p>", "<p>Fog.</p>", id="a box of empty boxes"),
        pytest.param("<div>Fog.</div>", "<div>Fog.</div>", id="a box with text"),
        pytest.param("<div><img></div>", "<div><img></div>", id="a box with a picture"),
        pytest.param("<p>Fog.</p>By<div></div>noon", "<p>Fog.</p>By<div></div>noon", id="a box that parts two texts"),
        pytest.param("<p></p>", "<p></p>", id="an empty paragraph"),
    ],
)
def test_empty_boxes_are_removed(parsed: Callable[..., ParsedPage], markup: str, left_over: str) -> None:
    page = parsed(body=f"<main>{markup}</main>")
    remove_empty_boxes(page.tree)
    assert tostring(page.tree.find(".//main"), encoding="unicode").strip() == f"<main>{left_over}</main>"


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        pytest.param("It sails at <del>six</del> <ins>seven</ins>.", "It sails at seven.", id="a word replaced"),
        pytest.param("A ticket costs <s>four</s> three crowns.", "A ticket costs three crowns.", id="an old price"),
        pytest.param("It sails<del></del> at <strike>ten</strike> noon.", "It sails at noon.", id="nothing struck"),
        pytest.param("It <u>sails</u> at <span class='del'>six</span>.", "It sails at six.", id="nothing struck out"),
    ],
)
def test_what_is_struck_out_is_removed(parsed: Callable[..., ParsedPage], sentence: str, kept: str) -> None:
    page = parsed(body=f"<p>{FIRST}</p><p>{sentence}</p>")
    remove_struck_text(page.tree)
    assert " ".join(page.tree.text_content().split()) == f"{FIRST}{kept}"


def test_an_element_that_a_page_leaves_open_strikes_nothing_out(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<div><s>Monday<div><p>{FIRST}</p><p>{SECOND}</p></div></div>")
    remove_struck_text(page.tree)
    assert SECOND in page.tree.text_content()


COMMENT = "<p>I waited for an hour, and nobody told us anything at all about it.</p>"


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(f"<div class='Comments'><div class='Comment'>{COMMENT}</div></div>", id="comments"),
        pytest.param(f"<ol class='comment-list'><li>{COMMENT}</li></ol>", id="a list of comments"),
        pytest.param(f"<div class='c CommentsContent'>{COMMENT}</div>", id="a name in one word"),
        pytest.param(f"<section id='article-comments'>{COMMENT}</section>", id="an id"),
        pytest.param(f"<div id='comment-5017'>{COMMENT}</div>", id="a numbered comment"),
        pytest.param(f"<div id='disqus_thread'>{COMMENT}</div>", id="a service"),
        pytest.param(f"<section class='kommentare'>{COMMENT}</section>", id="in another language"),
    ],
)
def test_comments_are_removed(parsed: Callable[..., ParsedPage], box: str) -> None:
    page = parsed(body=f"<main>{f'<p>{FIRST}</p>' * 4}{box}</main>")
    remove_comments(page.tree, ElementRemover())
    assert "waited" not in page.tree.text_content()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<div class='comment'><p>{FIRST}</p>{COMMENT}</div>", id="an opinion"),
        pytest.param(f"<div class='commentary'>{COMMENT}</div><p>{FIRST}</p>", id="a commentary"),
        pytest.param(f"<div class='comments-open'>{COMMENT}<h1>Ferry</h1></div><p>{FIRST}</p>", id="the whole page"),
        pytest.param(f"<div class='comments'><p>{FIRST}</p><p>{SECOND}</p>{COMMENT}</div>", id="all of its text"),
    ],
)
def test_text_with_such_a_name_stays(parsed: Callable[..., ParsedPage], body: str) -> None:
    page = parsed(body=body)
    remove_comments(page.tree, ElementRemover())
    assert "waited" in page.tree.text_content()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("imageCaption", "image-caption"),
        ("photoCredit--small", "photo-credit--small"),
        ("media__caption", "media--caption"),
        ("caption", "caption"),
        ("H2", "h2"),
    ],
)
def test_names_are_split_into_words(name: str, words: str) -> None:
    assert split_words(name) == words


@pytest.mark.parametrize("name", ["imageCaption", "media__caption", "photo_credit", "story-ImageCredit"])
def test_captions_are_known_by_a_word_of_their_name(parsed: Callable[..., ParsedPage], name: str) -> None:
    assert left(parsed, f"<div><img src='f.jpg'><span class='{name}'>Fog at noon.</span></div>")[0] == ""
