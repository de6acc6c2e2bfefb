"""Blocks of a text are found on the page, whatever an extractor did at their edges."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.structure.alignment import Place, find_blocks
from newsarchive.extraction.structure.page_text import page_text

LONG = "The ferry crossed the sound in calm weather on Tuesday morning, and nobody missed it."
OTHER = "A second boat is to follow in the spring, the operator of the line said in the evening."


def found(page: ParsedPage, *blocks: str) -> list[str | None]:
    text = page_text(page.tree.find("body"))
    return [text.text[place.start : place.end] if place else None for place in find_blocks(blocks, text)]


def test_blocks_are_found_in_the_order_of_the_page(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<h1>Ferry</h1><p>{LONG}</p><h2>Next</h2><p>{OTHER}</p>")
    assert found(page, LONG, "Next", OTHER) == [LONG.replace(" ", ""), "Next", OTHER.replace(" ", "")]


def test_a_block_may_be_a_part_of_an_element_or_several_elements(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<div>{LONG}<br>{OTHER}</div><ul><li>Bread</li><li>Milk</li></ul>")
    assert None not in found(page, LONG, OTHER, "Bread Milk")


@pytest.mark.parametrize(
    ("markup", "block"),
    [
        pytest.param("<ul><li>Bread</li></ul>", "- Bread", id="the sign of an item"),
        pytest.param("<ol><li>Bread</li></ol>", "1. Bread", id="the number of an item"),
        pytest.param("<table><tr><td>Bread</td><td>2 euros</td></tr></table>", "| Bread | 2 euros |", id="cells"),
    ],
)
def test_what_an_extractor_adds_is_not_looked_for(markup: str, block: str, parsed: Callable[..., ParsedPage]) -> None:
    assert None not in found(parsed(body=f"<p>{LONG}</p>{markup}"), LONG, block)


def test_a_short_block_is_not_found_inside_a_sentence(parsed: Callable[..., ParsedPage]) -> None:
    assert found(parsed(body=f"<p>{LONG}</p>"), "ferry") == [None]


def test_a_changed_block_is_found_by_its_beginning(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<p>{LONG}<sup>1</sup> {OTHER}</p>")
    assert found(page, f"{LONG} {OTHER}") == [LONG.replace(" ", "")]


def test_a_block_that_is_not_there_leaves_the_others(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f"<p>{LONG}</p><p>{OTHER}</p>")
    missing = "Nothing of this sentence is printed anywhere on the page of the ferry company."
    assert [one is not None for one in found(page, LONG, missing, OTHER)] == [True, False, True]


def test_blocks_in_another_order_than_the_page_are_found(parsed: Callable[..., ParsedPage]) -> None:
    assert None not in found(parsed(body=f"<p>{OTHER}</p><p>{LONG}</p>"), LONG, OTHER)


def test_a_position_counts_white_space_and_signs_of_the_block() -> None:
    assert Place(10, 16).words("ab cd  ef").position(14) == 7
    assert Place(10, 14, "- ").words("- ab cd").position(12) == 5
    assert Place(10, 14, "|").words("| ab | cd |").position(12) == 7
    assert Place(10, 12).words("ab").position(12) is None
    assert Place(10, 12).words("ab").position(9) is None


def test_thousands_of_short_blocks_are_all_found(parsed: Callable[..., ParsedPage]) -> None:
    blocks = [f"- item {number}" for number in range(5_000)]
    page = parsed(body=f"<ul>{''.join(f'<li>item {number}</li>' for number in range(5_000))}</ul>")
    assert None not in found(page, *blocks)


def test_many_blocks_that_are_not_there_take_a_limited_time(parsed: Callable[..., ParsedPage]) -> None:
    text = page_text(parsed(body=f"<p>{'word ' * 20_000}</p>").tree.find("body"))
    blocks = [f"{number} {'words that are not on the page at all ' * 3}" for number in range(5_000)]
    assert find_blocks(blocks, text).count(None) == len(blocks)
