"""What `newsarchive outlets --verify --report FILE` has found so far, beside the report until it is complete.

Each finding is written as soon as an outlet is polled, so neither Ctrl-C nor a kill loses it. The file is for this
machine: unlike the report, it has the user's own outlets.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.verify.findings import (
    OutletFinding,
    PageFinding,
    PageState,
    SourceFinding,
    SourceState,
)

# A report with findings of several weeks would say nothing about a day.
USABLE_FOR = timedelta(days=7)
_FORMAT = 1
_SUFFIX = ".unfinished"


@dataclass
class UnfinishedReport:
    """The findings about outlets that were polled before a stop; begun_on is a day in UTC."""

    path: Path
    begun_on: date
    with_page: bool
    _rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def beside(cls, report: Path, today: date, *, with_page: bool, again: bool = False) -> "UnfinishedReport":
        """The unfinished report that belongs to a report; an empty one if there is none or it cannot be continued.

        With again, too old, or without the pages that are wanted now, it begins anew.

        Raises:
            OSError: its file cannot be read or written.
        """
        path = report.with_name(f"{report.name}{_SUFFIX}")
        found = None if again else _read(path, with_page=with_page)
        if found is not None and today - found.begun_on <= USABLE_FOR:
            return found
        begun = cls(path, today, with_page)
        head = {"format": _FORMAT, "begun_on": today.isoformat(), "with_page": with_page}
        path.write_text(json.dumps(head), encoding="utf-8")
        return begun

    def findings(self, outlets: Iterable[Outlet]) -> list[OutletFinding]:
        """What is known of outlets, without those whose files have changed since they were polled."""
        rows = ((one, self._rows.get(one.name)) for one in outlets)
        known = (_finding(row["finding"]) for one, row in rows if row is not None and row["facts"] == _facts(one))
        return [one for one in known if one is not None]

    def add(self, found: OutletFinding, outlet: Outlet) -> None:
        """Writes down what was found about an outlet. One that was not reached is polled again in any case.

        Raises:
            OSError: the file cannot be written.
        """
        if found.is_unreachable:
            return
        row = {"facts": _facts(outlet), "finding": asdict(found)}
        with self.path.open("a", encoding="utf-8") as file:
            # A kill may have cut the line before.
            file.write(f"\n{json.dumps(row, default=str)}")

    def delete(self) -> None:
        """Deletes the file: the report is complete."""
        self.path.unlink(missing_ok=True)


def _read(path: Path, *, with_page: bool) -> UnfinishedReport | None:
    """The unfinished report in a file; None if there is none, or it has another format or no pages."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    head, *rows = [_row(line) for line in lines] or [None]
    try:
        if head is None or head["format"] != _FORMAT or head["with_page"] != with_page:
            return None
        begun_on = date.fromisoformat(head["begun_on"])
        return UnfinishedReport(path, begun_on, with_page, {row["finding"]["name"]: row for row in rows if row})
    except (KeyError, TypeError, ValueError):
        return None


def _row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None


def _facts(outlet: Outlet) -> str:
    """A digest of what decides the findings about an outlet."""
    facts = (outlet.home, outlet.domains, outlet.feeds, outlet.sitemaps, outlet.article_urls, outlet.skip_urls)
    return blake2b(repr(facts).encode(), digest_size=8).hexdigest()


def _finding(row: dict[str, Any]) -> OutletFinding | None:
    """The finding that asdict made a row of; None if this version has other fields."""
    try:
        sources = tuple(
            SourceFinding(
                **{
                    **one,
                    "state": SourceState(one["state"]),
                    "newest_on": date.fromisoformat(one["newest_on"]) if one["newest_on"] else None,
                }
            )
            for one in row["sources"]
        )
        page = row["page"]
        read = PageFinding(**{**page, "state": PageState(page["state"])}) if page else None
        return OutletFinding(**{**row, "sources": sources, "page": read})
    except (KeyError, TypeError, ValueError):
        return None
