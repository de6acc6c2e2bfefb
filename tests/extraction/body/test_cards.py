"""Cards of other stories, and boxes of the story that look like them."""

from lxml.html import HtmlElement, document_fromstring

from newsarchive.extraction.body.cards import find_cards
from newsarchive.extraction.page.parsed_page import all_text

CARD = (
    '<div><a href="/{0}"><img src="x.jpg"></a><a href="/{0}"><h3>Ferry number {0} turns back</h3></a>'
    "<p>The crew saw ice on the river.</p></div>"
)
MORE = (
    '<div><h3><a href="/{0}">Ferry number {0} turns back</a></h3><div><p>Ice on the river. <a href="/{0}">more</a></p>'
    "</div></div>"
)
STORY = "<p>The bridge over the river was opened again on Friday, the city said.</p>" * 6


def cards(body: str, total: int | None = None) -> list[str]:
    tree = document_fromstring(f"<html><body>{body}</body></html>")
    length = sum(len(all_text(paragraph)) for paragraph in tree.iter("p")) if total is None else total
    return [" ".join(all_text(card).split())[:20] for card in find_cards(tree, length, is_of_site)]


def is_of_site(link: HtmlElement) -> bool:
    return not link.get("href", "").startswith("http")


def test_boxes_whose_story_is_linked_twice_are_cards() -> None:
    for form in (CARD, MORE):
        row = "".join(form.format(number) for number in range(3))
        assert cards(f"{STORY}<div>{row}</div>") == [
            "Ferry number 0 turns",
            "Ferry number 1 turns",
            "Ferry number 2 turns",
        ]


def test_two_boxes_are_too_few() -> None:
    assert cards(STORY + CARD.format(1) + CARD.format(2)) == []


def test_a_review_of_many_stories_is_no_row_of_cards() -> None:
    assert cards("".join(CARD.format(number) for number in range(9))) == []


def test_parts_of_a_story_are_no_cards() -> None:
    parts = "".join(f'<div><h3><a href="/{number}">The bridge in {number}</a></h3>{STORY}</div>' for number in range(3))
    assert cards(parts, 99_999) == []
    once = "".join(
        f'<div><h3><a href="/{number}">The bridge in {number}</a></h3><p>Short.</p></div>' for number in range(3)
    )
    assert cards(STORY + once) == []
    abroad = "".join(CARD.format(number) for number in range(3)).replace('href="/', 'href="https://other.example/')
    assert cards(STORY + abroad) == []


def test_a_title_alone_in_its_box_is_a_subheading() -> None:
    titles = "".join(
        f'<a href="/{number}">1</a><h3><a href="/{number}">The bridge in {number}</a></h3>' for number in range(4)
    )
    assert cards(STORY + titles) == []
