"""One regular expression from a table of phrases."""

from collections.abc import Mapping


def one_of(table: Mapping[str, str]) -> str:
    """A regex that matches any entry of a table of regexes by language."""
    return "(?:" + "|".join(table.values()) + ")"
