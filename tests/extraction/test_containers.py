"""A story in several containers."""

from collections.abc import Callable

from newsarchive.extraction.containers import join_containers
from newsarchive.extraction.markup import ParsedPage

FIRST, SECOND, THIRD = (
    f"The {part} part of the report tells of the harbour and its boats, and of the fog that came in from the sea. " * 2
    for part in ("first", "second", "third")
)


def joined(parsed: Callable[..., ParsedPage], body: str) -> list[list[str]]:
    """The paragraphs of each div.part that is left."""
    page = parsed(body=body)
    join_containers(page.tree)
    return [[paragraph.text for paragraph in part.iter("p")] for part in page.tree.find_class("part")]


def test_containers_alike_become_one_in_the_order_of_the_page(parsed: Callable[..., ParsedPage]) -> None:
    parts = "<img src='a.jpg'>".join(
        f"<section><div class='part'><p>{p}</p></div></section>" for p in (FIRST, SECOND, THIRD)
    )
    assert joined(parsed, f"<main>{parts}</main>") == [[FIRST, SECOND, THIRD]]


def test_a_container_in_another_place_or_of_another_class_stays(parsed: Callable[..., ParsedPage]) -> None:
    body = (
        f"<main><section><div class='part'><p>{FIRST}</p></div></section>"
        f"<aside><div class='part'><p>{SECOND}</p></div></aside>"
        f"<section><div class='other'><p>{THIRD}</p></div></section></main>"
    )
    assert joined(parsed, body) == [[FIRST], [SECOND]]


def test_short_notes_are_not_joined(parsed: Callable[..., ParsedPage]) -> None:
    parts = [f"<section><div class='part'><p>{part}</p></div></section>" for part in (FIRST, "Note")]
    assert joined(parsed, "".join(parts)) == [[FIRST], ["Note"]]


def test_a_page_without_paragraphs_is_left_alone(parsed: Callable[..., ParsedPage]) -> None:
    assert joined(parsed, "<div class='part'>Only text</div>") == [[]]
