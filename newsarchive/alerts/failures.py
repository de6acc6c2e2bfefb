"""Crawls that fail, as findings beside those that health judges; what two findings would say is said once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive.records import Finding, FindingKind

# A server that is down for hours is not a finding. After two days, health has judged why the outlet fails; if it found
# nothing, at least the failure is reported.
LONG = timedelta(days=2)
# What says more than that the crawls of an outlet fail.
_SAYS_MORE = frozenset({FindingKind.FEED, FindingKind.REFUSED, FindingKind.SILENT})


@dataclass(frozen=True, slots=True)
class FailingOutlet:
    """An outlet whose last run failed: since when, how many errors it had and what it says.

    Runs of crawls in which no outlet answered do not count. is_new says that no run of the outlet ever succeeded.
    """

    outlet: str
    since: datetime
    errors: int
    problem: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class FailedCrawl:
    """The last crawl, if no outlet answered: which outlets it asked, since when it is so, and the first problem."""

    outlets: tuple[str, ...]
    since: datetime
    problem: str | None


def with_failures(
    judged: Sequence[Finding],
    failing: Iterable[FailingOutlet],
    failed: FailedCrawl | None,
    now: datetime,
    reported: Collection[str] = (),
) -> list[Finding]:
    """The judged findings and those about crawls that fail, without what would be said twice.

    An outlet that fails is a finding if it never answered at all, its file has a mistake, or it fails for long and no
    judged finding says why. A crawl in which no outlet answered is a finding, unless all of its outlets are; if it
    asked one outlet, that outlet is. reported has the outlets with an open alert of this kind: it stays until they
    answer. While an outlet is a finding because it answers nothing, its feeds are none.
    """
    failing = list(failing)
    explained = {one.outlet for one in judged if one.kind in _SAYS_MORE}
    clear = [_of_outlet(one) for one in failing if one.errors or one.is_new or one.outlet in reported]
    known = {one.outlet for one in clear} | {one.outlet for one in failing if one.outlet in explained}
    long = [_of_outlet(one) for one in failing if now - one.since >= LONG and one.outlet not in known]
    whole = [] if failed is None or known.issuperset(failed.outlets) else [_of_crawl(failed)]
    silent_feeds = {one.outlet for one in failing if one.is_new or (one.outlet in reported and not one.errors)}
    silent_feeds |= {one.outlet for one in whole if one.outlet}
    rest = [one for one in judged if one.kind is not FindingKind.FEED or one.outlet not in silent_feeds]
    return [*whole, *clear, *long, *rest]


def _of_outlet(one: FailingOutlet) -> Finding:
    return _failed(one.outlet, one.since, f"its crawls fail: {one.problem or 'no reason is known'}")


def _of_crawl(failed: FailedCrawl) -> Finding:
    if len(failed.outlets) == 1:
        return _failed(failed.outlets[0], failed.since, f"its crawl failed: {failed.problem or 'no reason is known'}")
    summary = f"none of {len(failed.outlets)} outlets answered; the first problem was: {failed.problem or 'unknown'}"
    advice = "check the network of this machine, then run `newsarchive check`"
    return Finding(None, FindingKind.FAILED, "network", failed.since, summary, advice)


def _failed(outlet: str, since: datetime, summary: str) -> Finding:
    return Finding(outlet, FindingKind.FAILED, "", since, summary, f"run `newsarchive check {outlet}`")
