"""The values of a check of one outlet, and the diagnosis: which part is broken. Pure; knows no network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from newsarchive.crawl.cookies.cookie_file import CookieFileState
from newsarchive.outlet import Outlet
from newsarchive.records import Article, DiscoveryKind, Outcome, Sighting, Stamp
from newsarchive.urls import url_key

# In the order in which an outlet is read.
Part = Literal[
    "host", "robots", "blocked", "session", "feed", "rules", "page", "headline", "published", "body", "short"
]

# A feed is silent if it had no entry for so long, and for twice as long as its longest pause between two entries.
_SILENT_AFTER = timedelta(days=14)
_PAUSES = 2
# Texts are too short below this share of the outlet's usual length.
_SHORT_SHARE = 0.25
# A session often has a dozen cookies.
_SHOWN_COOKIES = 5

_NAMES: dict[DiscoveryKind, str] = {
    "feed": "feed", "sitemap": "sitemap", "news_sitemap": "sitemap", "home": "home page",
}  # fmt: skip
# The part that is broken if a request has this outcome. Other outcomes do not show a part.
_PART_OF_OUTCOME: dict[Outcome, Part] = {
    Outcome.REFUSED: "blocked",
    Outcome.RATE_LIMITED: "blocked",
    Outcome.ROBOTS_FORBIDS: "robots",
    Outcome.ROBOTS_UNAVAILABLE: "robots",
}


@dataclass(frozen=True, slots=True)
class BrokenPart:
    """A part of an outlet that does not work, and in one line what is wrong."""

    part: Part
    what: str


@dataclass(frozen=True, slots=True)
class PolledSource:
    """One feed, sitemap or home page after it was fetched: its entries, or the problem.

    is_unreachable: its host did not answer at all. note is a fault that did not stop it from being read. leads_on: it
    lists other feeds or sitemaps. root is the URL of the outlet's own sitemap that led to this one, or its own URL.
    moved_to is where only permanent redirects led.
    """

    url: str
    kind: DiscoveryKind
    sightings: tuple[Sighting, ...] = ()
    outcome: Outcome | None = None
    problem: str | None = None
    is_unreachable: bool = False
    note: str | None = None
    leads_on: bool = False
    root: str = ""
    moved_to: str | None = None

    @property
    def newest_at(self) -> datetime | None:
        """The newest time of an entry; dates without a time do not count."""
        moments = (sighting.newest.at for sighting in self.sightings if sighting.newest)
        return max((at for at in moments if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class TriedPage:
    """One page that the outlet's rules accept: its article, or the outcome and reason why there is none.

    has_headline says for a page without an article whether a headline was found. advice is what to do if its text comes
    only from scripts.
    """

    url: str
    outcome: Outcome
    reason: str | None = None
    article: Article | None = None
    has_headline: bool = False
    advice: str | None = None

    @property
    def is_read(self) -> bool:
        """Whether the page was fetched and read, with an article or without."""
        return self.outcome in (Outcome.ARTICLE, Outcome.TOO_SHORT, Outcome.NOT_ARTICLE)


@dataclass(frozen=True, slots=True)
class UsualTexts:
    """What the texts of an outlet usually are, as the archive has them: the length in characters, the share that is
    complete. None where the archive has too few.
    """

    length: int | None = None
    full_share: float | None = None


@dataclass(frozen=True)
class OutletCheck:
    """The check of one outlet: what was fetched, and which parts are broken.

    cookies is the state of the file with the cookies of the user's subscription; None without a subscription.
    """

    outlet: Outlet
    polled: tuple[PolledSource, ...]
    tried: tuple[TriedPage, ...]
    checked_at: datetime
    usual: UsualTexts = UsualTexts()
    cookies: CookieFileState | None = None
    broken: tuple[BrokenPart, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "broken", tuple(_broken(self)))

    @property
    def is_unreachable(self) -> bool:
        """Whether no host answered. If this is so for each outlet, the network is the reason."""
        return bool(self.polled) and all(polled.is_unreachable for polled in self.polled)

    @property
    def articles(self) -> list[Article]:
        return [one.article for one in self.tried if one.article is not None]

    @property
    def median_length(self) -> int | None:
        """The median length of the texts in characters."""
        lengths = [len(article.body) for article in self.articles]
        return int(median(lengths)) if lengths else None


def _broken(checked: OutletCheck) -> Iterator[BrokenPart]:
    for polled in checked.polled:
        yield from _failed_source(polled)
    for root in dict.fromkeys(polled.root for polled in checked.polled):
        yield from _broken_source([one for one in checked.polled if one.root == root], checked.checked_at)
    yield from _broken_session(checked)
    yield from _broken_rules(checked)
    yield from _failed_pages(checked.tried)
    yield from _missing_texts(checked.tried)
    yield from _missing_fields(checked)
    yield from _missed_body_rules(checked)
    yield from _short_texts(checked)


def _failed_source(polled: PolledSource) -> Iterator[BrokenPart]:
    if polled.is_unreachable:
        yield BrokenPart("host", f"{_NAMES[polled.kind]} {polled.url}: cannot be reached, {polled.problem}")
    elif polled.problem is not None:
        part = _PART_OF_OUTCOME.get(polled.outcome, "feed") if polled.outcome else "feed"
        gone = "is gone, " if polled.outcome is Outcome.NOT_FOUND else ""
        yield BrokenPart(part, f"{_NAMES[polled.kind]} {polled.url}: {gone}{polled.problem}")


def _broken_source(together: Sequence[PolledSource], now: datetime) -> Iterator[BrokenPart]:
    """The fault of a source that answered, judged together with the sitemaps that it lists."""
    root = together[0]
    sightings = [one for polled in together for one in polled.sightings]
    name = f"{_NAMES[root.kind]} {root.url}"
    if any(polled.problem for polled in together) or (not sightings and root.leads_on and len(together) == 1):
        return
    if not sightings:
        yield BrokenPart("feed", f"{name}: has no entries")
    elif all(one.kind == "sitemap" and one.newest is None for one in sightings):
        yield BrokenPart("feed", f"{name}: none of its {len(sightings)} URLs has a lastmod, so none counts as recent")
    elif (since := silent_since(sightings, now)) is not None:
        yield BrokenPart("feed", f"{name}: silent since {since:%Y-%m-%d}")


def silent_since(sightings: Sequence[Sighting], now: datetime) -> datetime | None:
    """The time of the newest entry, if the time since then is longer than the feed's pauses explain; else None.

    Entries without a time do not count. If no entry has one, nothing is known, and the result is None.
    """
    moments = sorted(moment for one in sightings if one.newest and (moment := one.newest.at) is not None)
    if not moments:
        return None
    longest_pause = max((later - earlier for earlier, later in pairwise(moments)), default=timedelta())
    return moments[-1] if now - moments[-1] > max(_SILENT_AFTER, _PAUSES * longest_pause) else None


def _broken_session(checked: OutletCheck) -> Iterator[BrokenPart]:
    """The subscription, if its cookies cannot be used, have all expired, or bring stubs."""
    cookies = checked.cookies
    if cookies is None:
        return
    if cookies.problem:
        yield BrokenPart("session", cookies.problem)
        return
    again = "log in with your browser and export the cookies again"
    if cookies.has_ended:
        yield BrokenPart("session", f"every cookie in {cookies.file} has expired ({_expired(cookies)}); {again}")
        return
    stubs = [one for one in checked.tried if one.article is not None and one.article.completeness == "stub"]
    if _is_most(len(stubs), [one for one in checked.tried if one.article is not None]):
        share = checked.usual.full_share
        usual = f"; in the archive {share:.0%} are complete" if share is not None else ""
        expired = f"; expired: {_expired(cookies)}" if cookies.expired else ""
        number = f"{len(stubs)} of {len(checked.articles)} texts"
        yield BrokenPart(
            "session",
            f"has ended: {number} are stubs, such as {stubs[0].url}, with its cookies{usual}{expired}; {again}",
        )


def _expired(cookies: CookieFileState) -> str:
    shown = ", ".join(f"{name} on {at:%Y-%m-%d}" for name, at in cookies.expired[:_SHOWN_COOKIES])
    more = len(cookies.expired) - _SHOWN_COOKIES
    return f"{shown} and {more} more" if more > 0 else shown


def _broken_rules(checked: OutletCheck) -> Iterator[BrokenPart]:
    seen = list(dict.fromkeys(one.url for polled in checked.polled for one in polled.sightings))
    wanted = [url for url in seen if checked.outlet.wants(url)]
    if seen and not wanted:
        yield BrokenPart("rules", f"they accept none of the {len(seen)} URLs found, such as {seen[0]}")
    refused = [one for one in checked.tried if one.outcome is Outcome.NOT_ARTICLE and not one.advice]
    if _is_most(len(refused), checked.tried):
        number = f"{len(refused)} of {len(checked.tried)}"
        yield BrokenPart("rules", f"they accept pages that are not articles: {number}, such as {_shown(refused[0])}")


def _failed_pages(tried: Sequence[TriedPage]) -> Iterator[BrokenPart]:
    failed = [one for one in tried if not one.is_read]
    if _is_most(len(failed), tried):
        part = _PART_OF_OUTCOME.get(failed[0].outcome, "page")
        yield BrokenPart(part, f"{len(failed)} of {len(tried)} pages cannot be read, such as {_shown(failed[0])}")


def _missing_texts(tried: Sequence[TriedPage]) -> Iterator[BrokenPart]:
    """The texts that only scripts bring."""
    without = [one for one in tried if one.advice]
    if _is_most(len(without), tried):
        yield BrokenPart("body", f"missing on {len(without)} of {len(tried)} pages, such as {without[0].url}; "
                                 f"{without[0].advice}")  # fmt: skip


def _missing_fields(checked: OutletCheck) -> Iterator[BrokenPart]:
    """The fields that most pages lack. Pages that are not articles do not count, nor do those that need scripts."""
    read = [one for one in checked.tried if not one.advice]
    pages = [one for one in read if one.outcome in (Outcome.ARTICLE, Outcome.TOO_SHORT)]
    lacking: tuple[tuple[Part, list[TriedPage]], ...] = (
        ("headline", [one for one in pages if not one.has_headline]),
        ("published", [one for one in pages if one.article and one.article.published is None]),
        ("body", [one for one in pages if one.article is None and one.has_headline]),
    )
    for part, without in lacking:
        if _is_most(len(without), pages):
            reason = f" ({without[0].reason})" if without[0].reason else ""
            yield BrokenPart(part, f"missing on {len(without)} of {len(pages)} pages, such as {without[0].url}{reason}")


def _missed_body_rules(checked: OutletCheck) -> Iterator[BrokenPart]:
    """The body rules, if they match on no page, so that the generic extraction read the pages."""
    rules = checked.outlet.rules_at(None).body
    places = [article.provenance.get("body", "") for article in checked.articles]
    if rules and places and all(place.startswith("trafilatura") for place in places):
        yield BrokenPart("rules", f"body {', '.join(rules)} matches on none of {len(places)} pages")


def _short_texts(checked: OutletCheck) -> Iterator[BrokenPart]:
    length, usual = checked.median_length, checked.usual.length
    if length is not None and usual is not None and length < _SHORT_SHARE * usual:
        yield BrokenPart("short", f"texts have {length:,} characters; in the archive {usual:,} are usual")


def _is_most(number: int, pages: Sequence[TriedPage]) -> bool:
    # Every outlet has odd pages. One page of three is shown, but does not count as broken.
    return number > len(pages) / 2


def _shown(one: TriedPage) -> str:
    return f"{one.url} ({one.outcome}: {one.reason})"


def newest_first(outlet: Outlet, polled: Sequence[PolledSource]) -> list[Sighting]:
    """The sightings that the outlet accepts, each URL once, newest first. Sightings without a date come last."""
    wanted: dict[int, Sighting] = {}
    for source in polled:
        for one in source.sightings:
            if outlet.wants(one.url):
                wanted.setdefault(url_key(one.url), one)
    return sorted(wanted.values(), key=lambda one: _sort_key(one.newest), reverse=True)


def _sort_key(stamp: Stamp | None) -> tuple[int, float]:
    if stamp is None:
        return 0, 0.0
    return stamp.on.toordinal(), stamp.at.timestamp() if stamp.at else 0.0
