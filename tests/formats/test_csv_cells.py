"""Cells that spreadsheets would run get an apostrophe; all others stay."""

import pytest

from newsarchive.formats.csv_cells import original_cell, reversible_cell, safe_cell, safe_cells


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://evil.example")',
        "+1",
        "-1",
        "- a list",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "－1",
    ],
)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "value", ["", "Bridge = road", "'=1", "1-0", "–20 degrees", "a@b.example", -1, 1.5, None, True]
)
def test_other_values_stay(value):
    assert safe_cell(value) is value


def test_each_cell_of_a_row_is_made_safe():
    assert safe_cells(iter(["=1", -1, None, "a"])) == ["'=1", -1, None, "a"]


@pytest.mark.parametrize("text", ["", "plain", "=1+1", "'=1+1", "''@x", "'quoted'", "-5", "＝x", "it's"])
def test_a_cell_that_was_made_safe_can_be_read_back(text: str):
    written = reversible_cell(text)
    assert not str(written).startswith(("=", "-", "@", "＝"))
    assert original_cell(written) == text
    assert reversible_cell(5) == 5
