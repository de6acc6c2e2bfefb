"""Crawls that fail, as findings: an outlet that fails again and again, and a crawl in which no outlet answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive.records import Finding, FindingKind

# One failed run is often a server that restarts. These many in a row, or a day of them, are a finding.
RUNS_IN_A_ROW = 3
_LONG = timedelta(hours=22)


@dataclass(frozen=True, slots=True)
class FailingOutlet:
    """An outlet whose last run failed: since when and how often in a row, and what the last run says.

    Runs of crawls in which no outlet answered do not count. is_new says that no run of the outlet ever succeeded.
    """

    outlet: str
    since: datetime
    failed_runs: int
    errors: int
    problem: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class FailedCrawl:
    """The last crawl, if no outlet answered: how many outlets it asked, since when it is so, and the first problem."""

    outlets: tuple[str, ...]
    since: datetime
    problem: str | None


def failure_findings(failing: Iterable[FailingOutlet], failed: FailedCrawl | None, now: datetime) -> list[Finding]:
    """The findings about crawls that fail; those of a whole crawl come first.

    An outlet is a finding if it fails again and again, has a mistake in its file, or never answered at all. A crawl in
    which no outlet answered is a finding, unless all of its outlets are; if it asked one outlet, that outlet is.
    """
    findings = [_of_outlet(one) for one in failing if _is_worth_telling(one, now)]
    known = {one.outlet for one in findings}
    if failed is None or known.issuperset(failed.outlets):
        return findings
    return [_of_crawl(failed), *findings]


def _is_worth_telling(one: FailingOutlet, now: datetime) -> bool:
    return bool(one.errors) or one.is_new or one.failed_runs >= RUNS_IN_A_ROW or now - one.since >= _LONG


def _of_outlet(one: FailingOutlet) -> Finding:
    return _failed(one.outlet, one.since, f"Its crawls fail: {one.problem or 'no reason is known'}.")


def _of_crawl(failed: FailedCrawl) -> Finding:
    if len(failed.outlets) == 1:
        return _failed(failed.outlets[0], failed.since, f"Its crawl failed: {failed.problem or 'no reason is known'}.")
    summary = f"None of {len(failed.outlets)} outlets answered. The first problem was: {failed.problem or 'unknown'}."
    advice = "Check the network of this machine, then run `newsarchive check`."
    return Finding(None, FindingKind.FAILED, "network", failed.since, summary, advice)


def _failed(outlet: str, since: datetime, summary: str) -> Finding:
    return Finding(outlet, FindingKind.FAILED, "", since, summary, f"Run `newsarchive check {outlet}`.")
