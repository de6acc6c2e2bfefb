"""What `newsarchive outlets --verify` found, as lines for a terminal and as JSON values. Knows no network.

A report is made to be sent to other people: it has no path, no name and no address of the machine that polled.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from newsarchive.outlet_tools.verify.findings import OutletFinding, PageFinding, SourceFinding, SourceState
from newsarchive.records import DiscoveryKind

KINDS: dict[DiscoveryKind, str] = {
    "feed": "feed", "sitemap": "sitemap", "news_sitemap": "news sitemap", "home": "home page",
}  # fmt: skip
# The version of the JSON, which --apply reads.
FORMAT = 1
HEADER = f"{'state':<12} {'outlet':<24} {'entries':>7}  {'newest':<10}  address"


@dataclass(frozen=True)
class VerifyReport:
    """The findings of one run.

    asked is how many outlets it was to poll; asked_on is a day in UTC; narrowed_by names the countries, kinds and sets
    that were chosen.
    """

    findings: tuple[OutletFinding, ...]
    asked: int
    asked_on: date
    version: str
    narrowed_by: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return len(self.findings) == self.asked

    @property
    def is_offline(self) -> bool:
        """Whether none of several outlets answered, so that the report says nothing about them."""
        return len(self.findings) > 1 and all(one.is_unreachable for one in self.findings)

    @property
    def states(self) -> dict[SourceState, int]:
        """How many feeds and sitemaps have each state, in the order of SourceState; only those that occur."""
        counts = Counter(source.state for one in self.findings for source in one.sources)
        return {state: counts[state] for state in SourceState if counts[state]}

    def of(self, names: Collection[str]) -> "VerifyReport":
        """The report about these outlets alone."""
        return replace(self, findings=tuple(one for one in self.findings if one.name in names), asked=len(names))

    def in_order(self) -> list[OutletFinding]:
        """The findings by country and name; outlets without a country come last."""
        return sorted(self.findings, key=lambda one: (one.country or "~", one.name))


def finding_lines(found: OutletFinding) -> Iterator[str]:
    """One line for each feed and sitemap of an outlet, and one below it that says what is wrong."""
    for one in found.sources:
        newest = str(one.newest_on or "")
        yield f"{one.state:<12} {found.name:<24} {one.entries:>7,}  {newest:<10}  {one.url}"
        if one.detail:
            yield f"{'':<12} {one.detail}"
    if not found.sources:
        yield f"{SourceState.EMPTY:<12} {found.name:<24} no feed or sitemap was found"
    if found.page is not None:
        yield f"{'':<12} page {found.page.state}: {found.page.url}" + (
            f" ({found.page.detail})" if found.page.detail else ""
        )


def summary(report: VerifyReport) -> str:
    """One line: how many outlets, and how many feeds and sitemaps have each state."""
    counts = report.states
    number = sum(counts.values())
    of = "" if report.is_complete else f" of {report.asked:,}"
    outlets = f"{len(report.findings):,}{of} outlet{'s' * (report.asked != 1)}"
    sources = f"{number:,} {'feed or sitemap' if number == 1 else 'feeds and sitemaps'}"
    states = ", ".join(f"{count:,} {state}" for state, count in counts.items())
    return f"{outlets}, {sources}: {states or 'none polled'}"


def report_row(report: VerifyReport) -> dict[str, Any]:
    """The whole report as JSON values."""
    return {
        "format": FORMAT,
        "newsarchive": report.version,
        "asked_on": report.asked_on.isoformat(),
        "narrowed_by": list(report.narrowed_by),
        "outlets": report.asked,
        "is_complete": report.is_complete,
        "states": {str(state): count for state, count in report.states.items()},
        "findings": [_finding_row(one) for one in report.in_order()],
        "proposals": proposal_rows(report.in_order()),
    }


def proposal_rows(findings: Sequence[OutletFinding]) -> list[dict[str, str]]:
    """Each address to replace in an outlet's file, as --apply reads it."""
    return [
        {"outlet": one.name, "from": source.url, "to": source.proposed}
        for one in findings
        for source in one.sources
        if source.proposed is not None
    ]


def _finding_row(found: OutletFinding) -> dict[str, Any]:
    return {
        "outlet": found.name,
        "country": found.country,
        "is_well": found.is_well,
        "sources": [_source_row(one) for one in found.sources],
        "page": _page_row(found.page) if found.page else None,
    }


def _source_row(one: SourceFinding) -> dict[str, Any]:
    return {
        "url": one.url,
        "kind": one.kind,
        "state": str(one.state),
        "entries": one.entries,
        "wanted": one.wanted,
        "newest_on": one.newest_on.isoformat() if one.newest_on else None,
        "detail": one.detail,
        "moved_to": one.moved_to,
    }


def _page_row(page: PageFinding) -> dict[str, Any]:
    return {"url": page.url, "state": str(page.state), "detail": page.detail}
