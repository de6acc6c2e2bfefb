"""Cells of CSV that a spreadsheet shows and does not run as formulas. Pure.

A headline such as `=HYPERLINK(…)` comes from a stranger's page. Spreadsheets run a cell that begins like a formula,
also within quotes. An apostrophe before it makes it a text (OWASP, CSV Injection).
"""

from collections.abc import Iterable
from typing import Any

# The full-width forms count in Japanese, Chinese and Korean editions.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


def safe_cell(value: Any) -> Any:
    """value, with an apostrophe before a text that a spreadsheet would run. Numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def safe_cells(row: Iterable[Any]) -> list[Any]:
    """A row of CSV, each cell as safe_cell makes it."""
    return [safe_cell(value) for value in row]


def reversible_cell(value: Any) -> Any:
    """As safe_cell, so that original_cell gives value back: apostrophes before a formula get one more."""
    if isinstance(value, str) and value.lstrip(_MARK).startswith(_FORMULA_STARTS):
        return _MARK + value
    return value


def original_cell(text: str) -> str:
    """The text that reversible_cell or safe_cell made safe; any other text as it is."""
    is_marked = text.startswith(_MARK) and text.lstrip(_MARK).startswith(_FORMULA_STARTS)
    return text.removeprefix(_MARK) if is_marked else text
