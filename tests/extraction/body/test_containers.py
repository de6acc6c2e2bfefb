"""A story in several containers, and layout tables."""

from collections.abc import Callable

from newsarchive.extraction.body.containers import flatten_layout_tables, join_containers
from newsarchive.extraction.page.parsed_page import ParsedPage

FIRST, SECOND, THIRD = (
    f"The {part} part of the report tells of the harbour and its boats, and of the fog that came in from the sea. " * 2
    for part in ("first", "second", "third")
)


def joined(parsed: Callable[..., ParsedPage], body: str) -> list[list[str]]:
    """The paragraphs of each div.part that is left."""
    page = parsed(body=body)
    join_containers(page.tree)
    return [[paragraph.text for paragraph in part.iter("p")] for part in page.tree.find_class("part")]


def test_similar_containers_become_one_in_page_order(parsed: Callable[..., ParsedPage]) -> None:
    parts = "<img src='a.jpg'>".join(
        f"<section><div class='part'><p>{p}</p></div></section>" for p in (FIRST, SECOND, THIRD)
    )
    assert joined(parsed, f"<main>{parts}</main>") == [[FIRST, SECOND, THIRD]]


def test_other_containers_stay(parsed: Callable[..., ParsedPage]) -> None:
    body = (
        f"<main><section><div class='part'><p>{FIRST}</p></div></section>"
        f"<aside><div class='part'><p>{SECOND}</p></div></aside>"
        f"<section><div class='other'><p>{THIRD}</p></div></section></main>"
    )
    assert joined(parsed, body) == [[FIRST], [SECOND]]


def test_short_notes_are_not_joined(parsed: Callable[..., ParsedPage]) -> None:
    parts = [f"<section><div class='part'><p>{part}</p></div></section>" for part in (FIRST, "Note")]
    assert joined(parsed, "".join(parts)) == [[FIRST], ["Note"]]


def test_a_page_without_paragraphs_is_unchanged(parsed: Callable[..., ParsedPage]) -> None:
    assert joined(parsed, "<div class='part'>Only text</div>") == [[]]


def leveled(parsed: Callable[..., ParsedPage], body: str) -> str:
    page = parsed(body=body)
    flatten_layout_tables(page.tree)
    return " ".join(element.tag for element in page.tree.body.iter() if element is not page.tree.body)


def test_a_layout_table_becomes_divs_and_loses_its_menu(parsed: Callable[..., ParsedPage]) -> None:
    menu = "<td><a href='/a'>Boats</a><br><a href='/b'>Fog</a></td>"
    assert leveled(parsed, f"<table><tr>{menu}<td><p>{FIRST}</p></td></tr></table>") == "div div div p"


def test_a_single_row_is_a_layout_table(parsed: Callable[..., ParsedPage]) -> None:
    bar = "<table><tr><td><a href='/a'>Boats</a></td><td><a href='/b'>Fog</a></td><td>Since 1880</td></tr></table>"
    assert leveled(parsed, bar) == "div div div"


def test_a_table_of_figures_stays(parsed: Callable[..., ParsedPage]) -> None:
    rows = "<tr><th>Harbour</th><th>Boats</th></tr><tr><td><a href='/a'>Upper</a></td><td>12</td></tr>"
    assert leveled(parsed, f"<table>{rows}</table>") == "table tr th th tr td a td"
