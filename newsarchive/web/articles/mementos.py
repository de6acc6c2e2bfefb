"""Memento (RFC 7089): the links between an original page, its TimeGate, its TimeMap and its mementos. Pure.

An article's address at its outlet is the original resource, and each captured page of it is a memento.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

LINK_FORMAT = "application/link-format"
# A memento's time as it stands in its address: 20261129035031, as in the addresses of other web archives.
TIME_FORMAT = "%Y%m%d%H%M%S"
# RFC 7089 §2.1.1.1: an HTTP date in the form of RFC 1123, always in GMT.
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")


@dataclass(frozen=True, slots=True)
class MementoLink:
    """A captured page: when it was fetched from the outlet, and the absolute address at which it is shown."""

    at: datetime
    href: str


@dataclass(frozen=True, slots=True)
class MementoLinks:
    """The mementos of an original, oldest first, and the absolute addresses of its TimeGate and TimeMap."""

    original: str
    timegate: str
    timemap: str
    timemap_json: str
    mementos: Sequence[MementoLink] = ()

    def header(self, shown: MementoLink | None = None) -> str:
        """The value of a header Link (RFC 8288): original, TimeGate, TimeMap; with shown, also the mementos around it.

        Those are the first, the last, the one before, the one after, and shown itself (RFC 7089 §2.2).
        """
        links = [*self._fixed(), f'<{self.timemap}>; rel="timemap"; type="{LINK_FORMAT}"']
        if shown is not None and shown in self.mementos:
            links += self._around(self.mementos.index(shown))
        return ", ".join(links)

    def link_format(self) -> str:
        """The TimeMap in the form of RFC 7089 §5: application/link-format (RFC 6690), one link a line."""
        first, last = self.mementos[0], self.mementos[-1]
        span = f'from="{http_date(first.at)}"; until="{http_date(last.at)}"'
        own = f'<{self.timemap}>; rel="self"; type="{LINK_FORMAT}"; {span}'
        listed = [_memento(one, self._role(number)) for number, one in enumerate(self.mementos)]
        return ",\n".join([*self._fixed(), own, *listed]) + "\n"

    def as_json(self) -> dict[str, Any]:
        """The TimeMap as JSON, with the names that MemGator and the Memento project use."""
        listed = [{"datetime": _iso(one.at), "uri": one.href} for one in self.mementos]
        return {
            "original_uri": self.original,
            "timegate_uri": self.timegate,
            "timemap_uri": {"link_format": self.timemap, "json_format": self.timemap_json},
            "mementos": {"first": listed[0], "last": listed[-1], "list": listed},
        }

    def nearest(self, wanted: datetime | None) -> MementoLink:
        """The memento whose time is closest to wanted, the earlier of two; without wanted, the newest (RFC 7089 §4)."""
        if wanted is None:
            return self.mementos[-1]
        return min(self.mementos, key=lambda one: abs(one.at - wanted))

    def _fixed(self) -> list[str]:
        return [f'<{self.original}>; rel="original"', f'<{self.timegate}>; rel="timegate"']

    def _around(self, shown: int) -> list[str]:
        roles: dict[int, list[str]] = {shown: []}
        for number, name in ((0, "first"), (len(self.mementos) - 1, "last"), (shown - 1, "prev"), (shown + 1, "next")):
            if 0 <= number < len(self.mementos):
                roles.setdefault(number, []).append(name)
        return [_memento(self.mementos[number], " ".join(names)) for number, names in sorted(roles.items())]

    def _role(self, number: int) -> str:
        return " ".join(name for place, name in ((0, "first"), (len(self.mementos) - 1, "last")) if number == place)


def parse_accept_datetime(text: str) -> datetime | None:
    """The time in a header Accept-Datetime, in UTC; None if it is not an HTTP date in GMT (RFC 7089 §2.1.1.1)."""
    try:
        parsed = parsedate_to_datetime(text) if _HTTP_DATE.fullmatch(text) else None
    except ValueError:
        return None
    return parsed.astimezone(UTC) if parsed else None


def http_date(at: datetime) -> str:
    """at as in HTTP headers: "Sun, 29 Nov 2026 03:50:31 GMT"."""
    return format_datetime(at.astimezone(UTC), usegmt=True)


def _memento(link: MementoLink, role: str) -> str:
    return f'<{link.href}>; rel="{f"{role} memento".strip()}"; datetime="{http_date(link.at)}"'


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
