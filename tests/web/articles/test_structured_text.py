"""A text with its structure becomes headings, lists, quotes, tables and code, and nothing of it is lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.records import BlockKind, BlockRun, LiveEntry, Structure, TextLink
from newsarchive.web.articles.structured_text import LinkedPiece, ShownBlock, ShownList, shown_blocks


def shown(*texts: str, runs: tuple[BlockRun, ...] = (), links: tuple[TextLink, ...] = ()) -> list[ShownBlock]:
    return shown_blocks("\n\n".join(texts), Structure(runs, links))


def words(pieces: list[LinkedPiece]) -> str:
    return "".join(piece.text for piece in pieces)


def outline(shown_list: ShownList | None) -> list[object]:
    """The items of a list, each with what is inside it."""
    assert shown_list is not None
    sign = "#" if shown_list.is_numbered else "-"
    return [[f"{sign} {words(item.pieces)}", *map(outline, item.lists)] for item in shown_list.items]


def test_blocks_without_a_run_are_paragraphs() -> None:
    assert shown("One.", "Two.", runs=(BlockRun(1, 1, "subheading", 3),)) == [
        ShownBlock("paragraph", [[LinkedPiece("One.")]]),
        ShownBlock("heading", [[LinkedPiece("Two.")]], 3),
    ]


@pytest.mark.parametrize(("level", "on_the_page"), [(1, 2), (2, 2), (6, 6)])
def test_a_subheading_stands_below_the_headline(level: int, on_the_page: int) -> None:
    assert shown("One.", runs=(BlockRun(0, 0, "subheading", level),))[0].level == on_the_page


def test_a_link_is_a_piece_of_its_block() -> None:
    (block,) = shown("See the map of it.", links=(TextLink(0, 4, 11, "https://post.example/map"),))
    assert block.lines == [
        [LinkedPiece("See "), LinkedPiece("the map", "https://post.example/map"), LinkedPiece(" of it.")]
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//post.example", "ftp://post.example/"])
def test_an_address_that_is_not_of_the_web_is_not_linked(url: str) -> None:
    (block,) = shown("See the map.", links=(TextLink(0, 4, 11, url),))
    assert block.lines == [[LinkedPiece("See the map.")]]


def test_links_that_overlap_lose_nothing_of_the_text() -> None:
    links = (TextLink(0, 0, 7, "https://post.example/a"), TextLink(0, 4, 11, "https://post.example/b"))
    (block,) = shown("See the map.", links=links)
    assert words(block.lines[0]) == "See the map."
    assert [piece.text for piece in block.lines[0] if piece.href] == ["See the", " map"]


def test_items_are_lists_inside_lists_and_lose_their_signs() -> None:
    runs = (
        BlockRun(0, 1, "list_item", 1),
        BlockRun(2, 2, "numbered_item", 2),
        BlockRun(3, 3, "list_item", 3),
        BlockRun(4, 4, "list_item", 1),
    )
    link = TextLink(0, 2, 5, "https://post.example/rye")
    (block,) = shown("- Rye", "- Oats", "- Black", "- Very black", "- Wheat", runs=runs, links=(link,))
    assert outline(block.shown_list) == [
        ["- Rye"],
        ["- Oats", [["# Black", [["- Very black"]]]]],
        ["- Wheat"],
    ]
    assert block.shown_list is not None
    assert block.shown_list.items[0].pieces == [LinkedPiece("Rye", "https://post.example/rye")]


def test_two_lists_one_after_the_other_stay_two() -> None:
    runs = (BlockRun(0, 0, "list_item", 1), BlockRun(1, 1, "list_item", 1))
    assert [outline(block.shown_list) for block in shown("- Rye", "- Oats", runs=runs)] == [[["- Rye"]], [["- Oats"]]]


def test_a_list_that_begins_deep_is_a_list() -> None:
    runs = (BlockRun(0, 0, "list_item", 4), BlockRun(1, 1, "list_item", 1))
    (block,) = shown("- Rye", "- Oats", runs=runs)
    assert outline(block.shown_list) == [["- Rye"], ["- Oats"]]


def test_a_quote_has_its_attribution_once() -> None:
    said = BlockRun(0, 1, "quote", None, "Ida Moor")
    (block,) = shown("We stop.", "We rest.", runs=(said,))
    assert ([words(line) for line in block.lines], words(block.attribution or [])) == (
        ["We stop.", "We rest."],
        "Ida Moor",
    )
    (block,) = shown("We stop.", "We rest.", "— Ida Moor", runs=(said, BlockRun(2, 2, "attribution")))
    assert (len(block.lines), words(block.attribution or [])) == (2, "Ida Moor")
    (block,) = shown("We stop. Ida Moor", runs=(BlockRun(0, 0, "quote", None, "Ida Moor"),))
    assert block.attribution is None


def test_two_quotes_one_after_the_other_stay_two() -> None:
    runs = (BlockRun(0, 0, "quote", None, "Ida Moor"), BlockRun(1, 1, "quote", None, "A. Reed"))
    assert [words(block.attribution or []) for block in shown("We stop.", "We go.", runs=runs)] == [
        "Ida Moor",
        "A. Reed",
    ]


def test_rows_are_cells() -> None:
    runs = (BlockRun(0, 0, "table_header"), BlockRun(1, 2, "table_row"))
    links = (TextLink(1, 9, 16, "https://post.example/tons"),)
    (block,) = shown("| Year | Tons |", "| 1950 | 17 tons |", "| 1960 | 12 |", runs=runs, links=links)
    assert [(row.is_header, [words(cell) for cell in row.cells]) for row in block.rows] == [
        (True, ["Year", "Tons"]),
        (False, ["1950", "17 tons"]),
        (False, ["1960", "12"]),
    ]
    assert [piece.href for cell in block.rows[1].cells for piece in cell if piece.href] == ["https://post.example/tons"]


def test_lines_of_code_are_one_element() -> None:
    (block,) = shown("for mill in mills:", "mill.stop()", runs=(BlockRun(0, 1, "code"),))
    assert (block.kind, [words(line) for line in block.lines]) == ("code", ["for mill in mills:", "mill.stop()"])


def test_an_entry_of_a_live_blog_begins_an_element_with_its_time() -> None:
    at = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
    structure = Structure((BlockRun(0, 1, "list_item", 1),), (), (LiveEntry(1, at),))
    first, second = shown_blocks("- Rye\n\n- Oats", structure)
    assert first.entry_time is None
    assert second.entry_time is not None
    assert second.entry_time.text == "20 Nov 2026, 11:30 UTC"


KINDS: list[BlockKind] = ["subheading", "list_item", "numbered_item", "quote", "attribution", "table_row", "code"]
LEVELS = ("subheading", "list_item", "numbered_item")


@given(st.lists(st.tuples(st.sampled_from(["p", *KINDS]), st.integers(1, 4)), max_size=12), st.booleans())
def test_every_block_is_shown_once_whatever_the_kinds(kinds: list[tuple[str, int]], joins: bool) -> None:
    texts = [f"word{number}" for number in range(len(kinds))]
    runs = []
    for number, (kind, level) in enumerate(kinds):
        run = BlockRun(number, number, kind, level if kind in LEVELS else None)  # type: ignore[arg-type]
        if runs and (runs[-1].kind, runs[-1].level) == (run.kind, run.level) and joins:
            runs[-1] = replace(runs[-1], last=number)
        elif kind != "p":
            runs.append(run)
    blocks = shown_blocks("\n\n".join(texts), Structure(tuple(runs)))
    assert [word for word in " ".join(map(all_words, blocks)).split() if word.startswith("word")] == texts


def all_words(block: ShownBlock) -> str:
    parts = [words(line) for line in block.lines] + [words(cell) for row in block.rows for cell in row.cells]
    if block.attribution:
        parts.append(words(block.attribution))
    return " ".join([*parts, *(in_list(block.shown_list) if block.shown_list else [])])


def in_list(shown_list: ShownList) -> list[str]:
    return [
        part for item in shown_list.items for part in (words(item.pieces), *map(" ".join, map(in_list, item.lists)))
    ]
