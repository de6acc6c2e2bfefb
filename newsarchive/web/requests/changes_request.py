"""Which changes a reader asks for, as the address of the page says it. Pure; nothing in an address is an error."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from newsarchive.archive.search.change_list import OUTLETS_OWN, ChangesRequest, Place
from newsarchive.comparison.changes import KINDS
from newsarchive.records import Cause
from newsarchive.web.requests.search_request import Arguments, read_days, read_values

# Whose changes are listed: the word in an address, the words in the form, and the causes it means.
WHOSE: Mapping[str, tuple[str, tuple[Cause, ...]]] = {
    "outlet": ("the outlet’s", OUTLETS_OWN),
    "ours": ("read better since", ("ours",)),
    "all": ("all", (*OUTLETS_OWN, "ours")),
}
_PLACE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\.(\d{1,18})\.(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ChangesQuestion:
    """Outlets, kinds, whose and days of the changes asked for, and the place in the list where the page begins.

    complaints say, one line each, what in the address was not understood and what was done instead.
    """

    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    whose: str = "outlet"
    since: date | None = None
    until: date | None = None
    before: Place | None = None
    complaints: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for other changes than the outlets' latest."""
        return bool(self.outlets or self.kinds or self.since or self.until or self.whose != "outlet")

    @property
    def first_page(self) -> "ChangesQuestion":
        """The same question from the newest change on."""
        return replace(self, before=None)

    def arguments(self) -> Iterator[tuple[str, str]]:
        """The question as an address says it: what differs from the plain list, always in the same order."""
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
        """The permanent address of this page of the list, below path."""
        query = urlencode(list(self.arguments()), safe=":")
        return f"{path}?{query}" if query else path

    def request(self) -> ChangesRequest:
        """The question as the archive takes it."""
        return ChangesRequest(self.outlets, self.kinds, WHOSE[self.whose][1], self.since, self.until, self.before)


def read_changes_question(arguments: Arguments) -> ChangesQuestion:
    """The question an address asks. What cannot be understood is left out and complained about."""
    complaints: list[str] = []
    since, until = read_days(arguments, complaints)
    return ChangesQuestion(
        outlets=read_values(arguments, "outlet"),
        kinds=_read_kinds(arguments, complaints),
        whose=_read_whose(arguments, complaints),
        since=since,
        until=until,
        before=_read_before(arguments, complaints),
        complaints=tuple(complaints),
    )


def _read_kinds(arguments: Arguments, complaints: list[str]) -> tuple[str, ...]:
    kinds = read_values(arguments, "kind")
    unknown = next((kind for kind in kinds if kind not in KINDS), None)
    if unknown is not None:
        complaints.append(f"“{unknown[:40]}” is no kind of change; there are {', '.join(KINDS)}.")
    return tuple(kind for kind in kinds if kind in KINDS)


def _read_whose(arguments: Arguments, complaints: list[str]) -> str:
    typed = str(arguments.get("whose") or "outlet")
    if typed in WHOSE:
        return typed
    complaints.append(f"“{typed[:40]}” is nobody whose changes are listed; there are {', '.join(WHOSE)}.")
    return "outlet"


def _read_before(arguments: Arguments, complaints: list[str]) -> Place | None:
    typed = str(arguments.get("before") or "")
    found = _PLACE.fullmatch(typed)
    if found:
        return Place(found[1], int(found[2]), int(found[3]))
    if typed:
        complaints.append(f"“{typed[:40]}” is no place in the list; this is its beginning.")
    return None
