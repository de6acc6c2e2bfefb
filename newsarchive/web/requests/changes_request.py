"""A list of changes as the address of the page names it. Pure; nothing in an address raises an error."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from newsarchive.archive.search.change_list import OUTLETS_OWN, ChangesRequest, ListPosition
from newsarchive.comparison.changes import KINDS
from newsarchive.records import Cause
from newsarchive.web.requests.search_request import (
    Arguments,
    invalid_value,
    read_days,
    read_values,
    unknown_parameters,
)

PARAMETERS = ("outlet", "kind", "whose", "since", "until", "before")

# Whose changes are listed: the value in an address, the label in the form, and the causes it stands for.
WHOSE: Mapping[str, tuple[str, tuple[Cause, ...]]] = {
    "outlet": ("the outlet", OUTLETS_OWN),
    "ours": ("newsarchive", ("ours",)),
    "all": ("anyone", (*OUTLETS_OWN, "ours")),
}
_POSITION = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\.(\d{1,18})\.(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ChangesForm:
    """One list of changes: its outlets, kinds, causes and days, and the position where the page begins.

    warnings has a line for each parameter of the address that is wrong: what was read, and what to write.
    """

    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    whose: str = "outlet"
    since: date | None = None
    until: date | None = None
    before: ListPosition | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter narrows the list, or it has changes that are not the outlets'."""
        return bool(self.outlets or self.kinds or self.since or self.until or self.whose != "outlet")

    @property
    def first_page(self) -> "ChangesForm":
        """The first page of the same list."""
        return replace(self, before=None)

    def arguments(self) -> Iterator[tuple[str, str]]:
        """The parameters of the address: those that differ from the defaults, always in the same order."""
        yield from (("outlet", outlet) for outlet in self.outlets)
        yield from (("kind", kind) for kind in self.kinds)
        if self.whose != "outlet":
            yield "whose", self.whose
        if self.since:
            yield "since", self.since.isoformat()
        if self.until:
            yield "until", self.until.isoformat()
        if self.before:
            yield "before", ".".join(map(str, self.before))

    def address(self, path: str) -> str:
        """The permanent address of this page of the list, at path."""
        query = urlencode(list(self.arguments()), safe=":")
        return f"{path}?{query}" if query else path

    def request(self) -> ChangesRequest:
        """The list as a request to the archive."""
        return ChangesRequest(self.outlets, self.kinds, WHOSE[self.whose][1], self.since, self.until, self.before)


def read_changes_form(arguments: Arguments) -> ChangesForm:
    """The list that an address names. What is wrong gets a warning."""
    warnings = unknown_parameters(arguments, PARAMETERS)
    since, until = read_days(arguments, warnings)
    return ChangesForm(
        outlets=read_values(arguments, "outlet"),
        kinds=_read_kinds(arguments, warnings),
        whose=_read_whose(arguments, warnings),
        since=since,
        until=until,
        before=_read_before(arguments, warnings),
        warnings=tuple(warnings),
    )


def _read_kinds(arguments: Arguments, warnings: list[str]) -> tuple[str, ...]:
    kinds = read_values(arguments, "kind")
    unknown = next((kind for kind in kinds if kind not in KINDS), None)
    if unknown is not None:
        warnings.append(invalid_value("kind", unknown, "a kind of change", f"Use {', '.join(KINDS)}."))
    return tuple(kind for kind in kinds if kind in KINDS)


def _read_whose(arguments: Arguments, warnings: list[str]) -> str:
    typed = str(arguments.get("whose") or "outlet")
    if typed in WHOSE:
        return typed
    warnings.append(invalid_value("whose", typed, "a known value", f"Use {', '.join(WHOSE)}."))
    return "outlet"


def _read_before(arguments: Arguments, warnings: list[str]) -> ListPosition | None:
    typed = str(arguments.get("before") or "")
    found = _POSITION.fullmatch(typed)
    if found:
        return ListPosition(found[1], int(found[2]), int(found[3]))
    if typed:
        warnings.append(invalid_value("before", typed, "a position in this list", "Leave it out for the first page."))
    return None
