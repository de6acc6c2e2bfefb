"""The state of each feed and sitemap of an outlet, judged from one poll. Pure; knows no network.

`check` says which part of an outlet is broken; this says what to change in the list of outlets. Findings are sent to
other people, so they contain nothing about the machine that polled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from newsarchive.crawl.http.failures import NO_ANSWER_IN_TIME, UNKNOWN_HOST
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.check.diagnosis import OutletCheck, PolledSource, TriedPage
from newsarchive.records import DiscoveryKind, Outcome, Sighting

# A list whose newest entry is older is probably abandoned, even if its outlet publishes rarely.
STALE_AFTER = timedelta(days=90)


class SourceState(StrEnum):
    """What became of one feed or sitemap. Only OK needs no change of the outlet's file."""

    OK = "ok"
    MOVED = "moved"
    STALE = "stale"
    UNDATED = "undated"
    EMPTY = "empty"
    UNWANTED = "unwanted"
    NOT_A_FEED = "not_a_feed"
    GONE = "gone"
    REFUSED = "refused"
    ROBOTS = "robots"
    TIMED_OUT = "timed_out"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


MEANINGS: dict[SourceState, str] = {
    SourceState.OK: "answers and has recent articles",
    SourceState.MOVED: "answers at another address, to which permanent redirects lead",
    SourceState.STALE: f"the newest entry is older than {STALE_AFTER.days} days",
    SourceState.UNDATED: "a sitemap without dates, so a crawl takes nothing from it",
    SourceState.EMPTY: "has no entries",
    SourceState.UNWANTED: "has entries, but the outlet's rules accept none of them",
    SourceState.NOT_A_FEED: "answers, but is no longer a feed or sitemap",
    SourceState.GONE: "404 or 410",
    SourceState.REFUSED: "the host refuses, or a bot wall answered",
    SourceState.ROBOTS: "robots.txt forbids it or cannot be read",
    SourceState.TIMED_OUT: "no complete answer in time",
    SourceState.UNKNOWN_HOST: "the host name is not known",
    SourceState.UNREACHABLE: "no connection to the host, or its certificate is wrong",
    SourceState.FAILED: "the server failed, or the answer is too large",
}

_STATE_OF_OUTCOME: dict[Outcome, SourceState] = {
    Outcome.NOT_FOUND: SourceState.GONE,
    Outcome.REFUSED: SourceState.REFUSED,
    Outcome.RATE_LIMITED: SourceState.REFUSED,
    Outcome.ROBOTS_FORBIDS: SourceState.ROBOTS,
    Outcome.ROBOTS_UNAVAILABLE: SourceState.ROBOTS,
    Outcome.TIMED_OUT: SourceState.TIMED_OUT,
    Outcome.UNREACHABLE: SourceState.UNREACHABLE,
    Outcome.PRIVATE_ADDRESS: SourceState.UNREACHABLE,
}


class PageState(StrEnum):
    """What one article of an outlet gave: all its text, a few words, what stands before a paywall, or no article."""

    FULL = "full"
    STUB = "stub"
    PAYWALL = "paywall"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SourceFinding:
    """The state of one feed, sitemap or home page, together with the sitemaps that it lists.

    newest_on is the day of the newest entry in UTC. moved_to is where only permanent redirects led. is_declared: the
    outlet's file names it.
    """

    url: str
    kind: DiscoveryKind
    state: SourceState
    entries: int = 0
    wanted: int = 0
    newest_on: date | None = None
    detail: str | None = None
    moved_to: str | None = None
    is_declared: bool = True

    @property
    def proposed(self) -> str | None:
        """The address that the outlet's file should have instead of url; None if it needs no change or none is known.

        A list that moved is proposed only if it can be read there and has recent articles.
        """
        return self.moved_to if self.state is SourceState.MOVED and self.is_declared else None


@dataclass(frozen=True, slots=True)
class PageFinding:
    """What the newest article of an outlet gave, and why if it is not a full text."""

    url: str
    state: PageState
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class OutletFinding:
    """The states of an outlet's feeds and sitemaps; page is None if none was read."""

    name: str
    country: str | None
    sources: tuple[SourceFinding, ...]
    page: PageFinding | None = None
    is_unreachable: bool = False

    @property
    def is_well(self) -> bool:
        """Whether every feed and sitemap is as it should be, and the page that was read has a text."""
        return all(one.state is SourceState.OK for one in self.sources) and (
            self.page is None or self.page.state is not PageState.NOTHING
        )


def findings_of(checked: OutletCheck) -> OutletFinding:
    """The findings about one outlet."""
    outlet, declared = checked.outlet, {*checked.outlet.feeds, *checked.outlet.sitemaps}
    together: dict[str, list[PolledSource]] = {}
    for polled in checked.polled:
        together.setdefault(polled.root, []).append(polled)
    sources = tuple(
        _source_finding(outlet, group, checked.checked_at, is_declared=root in declared)
        for root, group in together.items()
    )
    page = _page_finding(checked.tried[0]) if checked.tried else None
    return OutletFinding(outlet.name, outlet.country, sources, page, checked.is_unreachable)


def was_interrupted(checked: OutletCheck) -> bool:
    """Whether a stop cut the check short, so that its faults are not the outlet's."""
    return Outcome.PENDING in {*(one.outcome for one in checked.polled), *(one.outcome for one in checked.tried)}


def _source_finding(
    outlet: Outlet, together: Sequence[PolledSource], now: datetime, *, is_declared: bool
) -> SourceFinding:
    root = together[0]
    sightings = {one.url: one for polled in together for one in polled.sightings}.values()
    wanted = sum(outlet.wants(one.url) for one in sightings)
    newest_on = max((_day(one, now) for one in sightings if one.newest), default=None)
    state, detail = _state(outlet, together, sightings, wanted, newest_on, now)
    if root.moved_to is not None:
        state, detail = _moved(root, root.moved_to, state, detail)
    return SourceFinding(
        root.url, root.kind, state, len(sightings), wanted, newest_on, detail, root.moved_to, is_declared
    )


def _day(sighting: Sighting, now: datetime) -> date:
    """The day of an entry; today for one in the future, because a wrong clock is not a recent article."""
    assert sighting.newest is not None
    return min(sighting.newest.at.date() if sighting.newest.at else sighting.newest.on, now.date())


def _state(
    outlet: Outlet,
    together: Sequence[PolledSource],
    sightings: Iterable[Sighting],
    wanted: int,
    newest_on: date | None,
    now: datetime,
) -> tuple[SourceState, str | None]:
    first = next(iter(sightings), None)
    if first is None:
        failed = next((one for one in together if one.problem is not None), None)
        return (SourceState.EMPTY, together[0].note) if failed is None else _failed(failed)
    if not wanted:
        return SourceState.UNWANTED, f"such as {first.url}: {outlet.why_unwanted(first.url)}"
    if newest_on is None:
        is_plain = all(one.kind == "sitemap" for one in sightings)
        return (SourceState.UNDATED, None) if is_plain else (SourceState.OK, "its entries have no dates")
    if newest_on < (now - STALE_AFTER).date():
        return SourceState.STALE, None
    return SourceState.OK, together[0].note


def _failed(polled: PolledSource) -> tuple[SourceState, str]:
    problem = polled.problem or ""
    if polled.outcome is Outcome.PRIVATE_ADDRESS:
        # The reason has an address of the network of whoever polled.
        return SourceState.UNREACHABLE, "the host name leads to a private network"
    if UNKNOWN_HOST in problem:
        return SourceState.UNKNOWN_HOST, UNKNOWN_HOST
    if NO_ANSWER_IN_TIME in problem:
        return SourceState.TIMED_OUT, problem
    if polled.outcome is None:
        return SourceState.NOT_A_FEED, problem
    return _STATE_OF_OUTCOME.get(polled.outcome, SourceState.FAILED), problem


def _moved(root: PolledSource, address: str, state: SourceState, detail: str | None) -> tuple[SourceState, str | None]:
    """The state of a list whose address redirects permanently: MOVED if all else is well."""
    is_downgrade = (urlsplit(root.url).scheme, urlsplit(address).scheme) == ("https", "http")
    said = f"permanently moved to {address}{', which is not https' * is_downgrade}"
    if state is SourceState.OK and not is_downgrade:
        return SourceState.MOVED, said
    return state, f"{detail}; {said}" if detail else said


def _page_finding(tried: TriedPage) -> PageFinding:
    article = tried.article
    if article is None:
        state = PageState.STUB if tried.outcome is Outcome.TOO_SHORT and tried.has_headline else PageState.NOTHING
        return PageFinding(tried.url, state, f"{tried.outcome}: {tried.reason}")
    if article.completeness == "full":
        return PageFinding(tried.url, PageState.FULL, f"{len(article.body):,} characters")
    # Whatever makes an article a stub is a sign of a paywall.
    return PageFinding(tried.url, PageState.PAYWALL, article.provenance.get("completeness"))
