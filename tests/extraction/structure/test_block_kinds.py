"""What a block is, by the elements behind it."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.structure.alignment import find_blocks
from newsarchive.extraction.structure.block_kinds import block_runs
from newsarchive.extraction.structure.page_text import page_text
from newsarchive.records import BlockRun

FIRST = "The mill on the Aller has ground its last flour, its owner said on Monday after eighty years at the stone."
LAST = "The building will become a museum, and the wheel will turn again on Sundays for the visitors of the town."


def runs(parsed: Callable[..., ParsedPage], markup: str, *blocks: str) -> list[BlockRun]:
    whole = [FIRST, *blocks, LAST]
    page = page_text(parsed(body=f"<article><p>{FIRST}</p>{markup}<p>{LAST}</p></article>").tree.find("body"))
    return block_runs(whole, find_blocks(whole, page), page)


def test_paragraphs_are_no_runs(parsed: Callable[..., ParsedPage]) -> None:
    assert runs(parsed, "<p>A <b>bold</b> word.</p>", "A bold word.") == []


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6])
def test_a_heading_is_a_subheading_of_its_level(level: int, parsed: Callable[..., ParsedPage]) -> None:
    markup = f"<h{level}>What <em>follows</em></h{level}>"
    assert runs(parsed, markup, "What follows") == [BlockRun(1, 1, "subheading", level)]


def test_a_paragraph_in_a_heading_element_is_a_paragraph(parsed: Callable[..., ParsedPage]) -> None:
    long = f"{FIRST[:-1]}, and {LAST}"
    assert runs(parsed, f"<h3>{long}</h3>", long) == []


def test_a_lead_in_a_heading_element_is_a_paragraph(parsed: Callable[..., ParsedPage]) -> None:
    page = page_text(parsed(body=f"<h2>{FIRST}</h2><p>{LAST}</p>").tree.find("body"))
    assert block_runs([FIRST, LAST], find_blocks([FIRST, LAST], page), page) == []


def test_a_text_of_headings_alone_has_no_subheadings(parsed: Callable[..., ParsedPage]) -> None:
    blocks = [f"Line number {number} of the page" for number in range(8)]
    assert runs(parsed, "".join(f"<h4>{block}</h4>" for block in blocks), *blocks) == []


def test_items_have_the_kind_and_depth_of_their_list(parsed: Callable[..., ParsedPage]) -> None:
    markup = "<ul><li>Rye</li><li>Oats<ol><li>Black ones</li><li>White ones</li></ol></li><li>Wheat</li></ul>"
    assert runs(parsed, markup, "- Rye", "- Oats", "- Black ones", "- White ones", "- Wheat") == [
        BlockRun(1, 2, "list_item", 1),
        BlockRun(3, 4, "numbered_item", 2),
        BlockRun(5, 5, "list_item", 1),
    ]


def test_two_lists_one_after_the_other_are_two_runs(parsed: Callable[..., ParsedPage]) -> None:
    assert runs(parsed, "<ul><li>Rye</li></ul><ul><li>Oats</li></ul>", "- Rye", "- Oats") == [
        BlockRun(1, 1, "list_item", 1),
        BlockRun(2, 2, "list_item", 1),
    ]


def test_a_box_in_a_list_of_boxes_is_no_item(parsed: Callable[..., ParsedPage]) -> None:
    lines = ["Flour for all of the county.", "Nobody had asked for it.", "It was sold all the same."]
    assert runs(parsed, f"<ul><li>{''.join(f'<p>{line}</p>' for line in lines)}</li></ul>", *lines) == []


@pytest.mark.parametrize(
    ("markup", "attribution"),
    [
        pytest.param("<blockquote><p>We stop.</p></blockquote>", None, id="nobody named"),
        pytest.param("<blockquote><p>We stop.</p><footer>— Ida Moor</footer></blockquote>", "Ida Moor", id="footer"),
        pytest.param("<blockquote>We stop. <cite>Ida Moor</cite></blockquote>", "Ida Moor", id="cite at the end"),
        pytest.param(
            "<figure><blockquote>We stop.</blockquote><figcaption>Ida Moor, miller</figcaption></figure>",
            "Ida Moor, miller",
            id="caption of a figure",
        ),
    ],
)
def test_a_quote_says_whose_words_it_is(
    markup: str, attribution: str | None, parsed: Callable[..., ParsedPage]
) -> None:
    assert runs(parsed, markup, "We stop.") == [BlockRun(1, 1, "quote", None, attribution)]


def test_a_work_named_within_a_quote_is_no_attribution(parsed: Callable[..., ParsedPage]) -> None:
    markup = "<blockquote>In <cite>The Mill</cite> we said we stop.</blockquote>"
    assert runs(parsed, markup, "In The Mill we said we stop.") == [BlockRun(1, 1, "quote")]


def test_the_line_of_an_attribution_has_a_kind_of_its_own(parsed: Callable[..., ParsedPage]) -> None:
    markup = "<blockquote><p>We stop.</p><p>We rest.</p><footer>Ida Moor</footer></blockquote>"
    assert runs(parsed, markup, "We stop.", "We rest.", "Ida Moor") == [
        BlockRun(1, 2, "quote", None, "Ida Moor"),
        BlockRun(3, 3, "attribution"),
    ]


def test_a_line_after_a_dash_at_the_end_of_a_quote_is_its_attribution(parsed: Callable[..., ParsedPage]) -> None:
    markup = "<blockquote><p>We stop.</p><p>— Ida Moor</p></blockquote>"
    assert runs(parsed, markup, "We stop.", "— Ida Moor") == [
        BlockRun(1, 1, "quote", None, "Ida Moor"),
        BlockRun(2, 2, "attribution"),
    ]


def test_a_whole_text_in_a_blockquote_is_not_quoted(parsed: Callable[..., ParsedPage]) -> None:
    blocks = [f"Sentence number {number} of the miller's story is here." for number in range(9)]
    assert runs(parsed, f"<blockquote>{''.join(f'<p>{block}</p>' for block in blocks)}</blockquote>", *blocks) == []


def test_rows_of_a_table_and_its_header(parsed: Callable[..., ParsedPage]) -> None:
    markup = (
        "<table><tr><th>Year</th><th>Tons</th></tr><tr><td>1950</td><td>17</td></tr>"
        "<tr><th>1960</th><td>12</td></tr></table>"
    )
    assert runs(parsed, markup, "| Year | Tons |", "| 1950 | 17 |", "| 1960 | 12 |") == [
        BlockRun(1, 1, "table_header"),
        BlockRun(2, 3, "table_row"),
    ]


def test_a_paragraph_in_a_table_for_layout_is_a_paragraph(parsed: Callable[..., ParsedPage]) -> None:
    assert runs(parsed, "<table><tr><td>Menu</td><td><p>Only this.</p></td></tr></table>", "Only this.") == []


def test_lines_of_code_are_one_run(parsed: Callable[..., ParsedPage]) -> None:
    markup = "<pre><code>for mill in mills:\n    mill.stop()</code></pre>"
    assert runs(parsed, markup, "for mill in mills:", "mill.stop()") == [BlockRun(1, 2, "code")]


def test_a_word_of_code_within_a_paragraph_changes_nothing(parsed: Callable[..., ParsedPage]) -> None:
    assert runs(parsed, "<p>Type <code>stop</code> here.</p>", "Type stop here.") == []


def test_elements_nested_by_the_hundred_are_read(parsed: Callable[..., ParsedPage]) -> None:
    depth = 100
    assert runs(parsed, f"{'<ul><li>' * depth}Rye{'</li></ul>' * depth}", "- Rye") == [BlockRun(1, 1, "list_item", 6)]
