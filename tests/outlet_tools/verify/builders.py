"""Findings as tests write them."""

from datetime import date

from newsarchive.outlet_tools.verify.findings import OutletFinding, PageFinding, SourceFinding, SourceState
from newsarchive.outlet_tools.verify.report import VerifyReport

DAY = date(2026, 11, 29)


def a_source(name: str = "news.rss", state: SourceState = SourceState.OK, **facts: object) -> SourceFinding:
    """A feed of the Quay."""
    return SourceFinding(f"https://quay.example/{name}", "feed", state, **{"entries": 2, "wanted": 2, **facts})


def a_finding(*sources: SourceFinding, name: str = "quay", page: PageFinding | None = None) -> OutletFinding:
    """The findings about an outlet with these feeds, or with one that works."""
    return OutletFinding(name, "gb", sources or (a_source(),), page)


def a_report(*findings: OutletFinding, asked: int | None = None) -> VerifyReport:
    """A report about these outlets, all that were asked unless asked says otherwise."""
    return VerifyReport(findings, len(findings) if asked is None else asked, DAY, "1.0", ("gb",))
