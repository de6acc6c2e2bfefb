"""Checks that hold for every table of phrases."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType

import pytest

Table = Mapping[str, str]


def _tables(module: ModuleType) -> dict[str, Table]:
    return {
        name: {"": value} if isinstance(value, str) else value
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str | dict)
    }


def _alternatives(regex: str) -> Iterator[str]:
    """The alternatives of a regex outside its groups and character classes."""
    depth, start, in_class, position = 0, 0, False, 0
    while position < len(regex):
        character = regex[position]
        if character == "\\":
            position += 2
            continue
        if in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
        elif character == "|" and depth == 0:
            yield regex[start:position]
            start = position + 1
        else:
            depth += (character == "(") - (character == ")")
        position += 1
    yield regex[start:]


@pytest.fixture
def check_tables() -> Callable[[ModuleType], None]:
    """Asserts that every regex of a module's tables compiles and has no empty or double entry."""

    def check(module: ModuleType) -> None:
        tables = _tables(module)
        assert tables
        for name, table in tables.items():
            for language, regex in table.items():
                where = f"{module.__name__}.{name}[{language!r}]"
                assert re.compile(regex, re.IGNORECASE).match("") is None, f"{where} matches the empty text"
                entries = list(_alternatives(regex))
                assert all(entries), f"{where} has an empty entry"
                double = {entry for entry in entries if entries.count(entry) > 1}
                assert double == set(), f"{where} has double entries"

    return check
