"""Two versions of an article to compare, as an address names them. Pure; nothing in an address is an error."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from newsarchive.web.requests.search_request import Arguments, invalid_value

# How the differences are shown: the value in an address, and the label in the form.
VIEWS: Mapping[str, str] = {"inline": "In one text", "side": "Side by side"}
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ComparisonForm:
    """Two versions, the older one first, and how their differences are shown.

    warnings has a line for each value in the address that was not understood: what is wrong, and what was done instead.
    """

    older: int
    newer: int
    view: str = "inline"
    warnings: tuple[str, ...] = ()

    def arguments(self) -> Iterator[tuple[str, str]]:
        """The parameters of the address: those that differ from the defaults, always in the same order."""
        yield "older", str(self.older)
        yield "newer", str(self.newer)
        if self.view != "inline":
            yield "view", self.view

    def address(self, article: str) -> str:
        """The permanent address of the comparison; article is the article's own address."""
        return f"{article}/changes?{urlencode(list(self.arguments()))}"


def read_comparison_form(arguments: Arguments, newest: int) -> ComparisonForm:
    """The versions that an address names; where it names none, the newest and the one before it."""
    warnings: list[str] = []
    newer = _read_number(arguments, "newer", newest, warnings)
    older = _read_number(arguments, "older", newer - 1 if newer > 1 else 1, warnings)
    view = str(arguments.get("view") or "inline")
    if view not in VIEWS:
        warnings.append(invalid_value("view", view, "a known view", f"Use {' or '.join(VIEWS)}."))
        view = "inline"
    form = ComparisonForm(min(older, newer), max(older, newer), view)
    return replace(form, warnings=tuple(warnings))


def _read_number(arguments: Arguments, name: str, otherwise: int, warnings: list[str]) -> int:
    typed = str(arguments.get(name) or "").strip()
    if _NUMBER.fullmatch(typed):
        return int(typed)
    if typed:
        warnings.append(
            invalid_value(name, typed, "the number of a version", f"Version {otherwise} is compared instead.")
        )
    return otherwise
