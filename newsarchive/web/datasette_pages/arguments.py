"""What is wrong with the arguments of a table's page, in a sentence. Pure.

Datasette answers some of them with an error of the server, and others with a message of SQLite.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import parse_qsl

from datasette.filters import Filters

MOST_ROWS = 1000
# A column that tables without a primary key have and do not list.
_ROWID = "rowid"
_COLUMN_ARGUMENTS = ("_col", "_nocol", "_facet", "_facet_array", "_facet_date", "_label")
_NUMBERS = {"_facet_size": 1, "_timelimit": 1}
_LOOKUPS = tuple(str(lookup.key) for lookup in Filters._filters)


@dataclass(frozen=True, slots=True)
class TableColumns:
    """A table or view with its columns, those by which it can be sorted, and how many are its key; 0 for a view."""

    name: str
    columns: Sequence[str]
    sortable: Sequence[str]
    keys: int = 1


def wrong_argument(table: TableColumns, query_string: str) -> str | None:
    """The sentence about the first wrong argument of an address; None if all are right."""
    arguments = parse_qsl(query_string, keep_blank_values=True)
    return next(_problems(table, arguments), None)


def wrong_time_limit(query_string: str) -> str | None:
    """The sentence about a wrong _timelimit, the only argument of its own that the page of a statement has."""
    limits = [value for name, value in parse_qsl(query_string) if name == "_timelimit"]
    return next((problem for value in limits for problem in _number_problem("_timelimit", value)), None)


def _problems(table: TableColumns, arguments: Sequence[tuple[str, str]]) -> Iterator[str]:
    last = dict(arguments)
    sorts = [name for name in ("_sort", "_sort_desc") if last.get(name)]
    if len(sorts) == 2:
        yield "_sort and _sort_desc cannot be used together. Use one of them."
    for name in sorts:
        if last[name] not in table.sortable:
            yield _cannot_sort(table, last[name])
    for name, value in arguments:
        if name in _COLUMN_ARGUMENTS and value not in table.columns:
            yield _no_column(table, value)
        elif name == "_next" and value and not _is_next(table, value):
            yield f"_next={value} is not valid. Use the link to the next page, or leave it out."
        elif name == "_size" and value:
            yield from _size_problem(value)
        elif name in _NUMBERS and value and not (name == "_facet_size" and value == "max"):
            yield from _number_problem(name, value)
        elif "__" in name or not name.startswith("_"):
            yield from _filter_problem(table, name)


def _is_next(table: TableColumns, value: str) -> bool:
    """Whether value can be where a page begins: the key of a row, after the value by which rows are sorted, if any."""
    if not table.keys:
        return value.isascii() and value.isdigit() and len(value) < 10
    return value.count(",") + 1 in (table.keys, table.keys + 1)


def _cannot_sort(table: TableColumns, column: str) -> str:
    if column not in table.columns:
        return _no_column(table, column)
    if not table.sortable:
        return f"{table.name} cannot be sorted."
    return f"{table.name} cannot be sorted by {column}. It can be sorted by {_listed(table.sortable)}."


def _no_column(table: TableColumns, column: str) -> str:
    close = get_close_matches(column, table.columns, 1)
    advice = f"Did you mean {close[0]}?" if close else f"Its columns are {_listed(table.columns)}."
    return f"{table.name} has no column {column!r}. {advice}"


def _size_problem(value: str) -> Iterator[str]:
    is_number = value.isascii() and value.isdigit() and len(value) < 10
    if value != "max" and not (is_number and int(value) <= MOST_ROWS):
        yield f"_size={value} is not valid. Use a number up to {MOST_ROWS}, or max."


def _number_problem(name: str, value: str) -> Iterator[str]:
    if not (value.isascii() and value.isdigit() and 0 < int(value[:10]) < 10**9 and len(value) < 10):
        yield f"{name}={value} is not valid. Use a number from {_NUMBERS[name]}."


def _filter_problem(table: TableColumns, name: str) -> Iterator[str]:
    column, _, lookup = name.rpartition("__") if "__" in name else (name, "", "")
    if name in table.columns or name == _ROWID:
        return
    if column not in table.columns and column != _ROWID:
        yield _no_column(table, column)
    elif lookup not in _LOOKUPS:
        close = get_close_matches(lookup, _LOOKUPS, 1)
        advice = f"Did you mean {close[0]}?" if close else f"Comparisons are {_listed(_LOOKUPS)}."
        yield f"{name} has no comparison {lookup!r}. {advice}"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]
