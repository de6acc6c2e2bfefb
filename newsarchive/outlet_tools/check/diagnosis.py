"""What a check saw of an outlet, and the judgement: which part broke. Pure; knows no network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from newsarchive.outlet import Outlet
from newsarchive.records import Article, DiscoveryKind, Outcome, Sighting, Stamp
from newsarchive.urls import url_key

# In the order in which an outlet is read.
Part = Literal["robots", "blocked", "feed", "rules", "page", "headline", "published", "body", "short"]

# A feed is silent when nothing came for so long, and for twice as long as it ever paused between two entries.
_SILENT_AFTER = timedelta(days=14)
_PAUSES = 2
# A text is suddenly short below this share of the outlet's usual length.
_SHORT_SHARE = 0.25

_NAMES: dict[DiscoveryKind, str] = {
    "feed": "feed", "sitemap": "sitemap", "news_sitemap": "sitemap", "home": "home page",
}  # fmt: skip
# What the outcome of a request says of the outlet, where it says more than that something is wrong.
_PART_OF_OUTCOME: dict[Outcome, Part] = {
    Outcome.REFUSED: "blocked",
    Outcome.RATE_LIMITED: "blocked",
    Outcome.ROBOTS_FORBIDS: "robots",
    Outcome.ROBOTS_UNAVAILABLE: "robots",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """A part of an outlet that does not work, and in one line what is wrong with it."""

    part: Part
    what: str


@dataclass(frozen=True, slots=True)
class Polled:
    """One feed, sitemap or home page as it answered: what it named, or why it named nothing.

    note is what was wrong although it could be read. leads_on: it names further sources. root is the sitemap of the
    outlet from which this one was reached, or its own address.
    """

    url: str
    kind: DiscoveryKind
    sightings: tuple[Sighting, ...] = ()
    outcome: Outcome | None = None
    problem: str | None = None
    note: str | None = None
    leads_on: bool = False
    root: str = ""

    @property
    def newest_at(self) -> datetime | None:
        """The newest moment that it claims for an entry, days without a time left out."""
        moments = (sighting.newest.at for sighting in self.sightings if sighting.newest)
        return max((at for at in moments if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class Tried:
    """One page that the outlet's rules want: the article on it, or the outcome and reason why there is none.

    has_headline tells of a page without article whether a headline at least was found.
    """

    url: str
    outcome: Outcome
    reason: str | None = None
    article: Article | None = None
    has_headline: bool = False

    @property
    def is_read(self) -> bool:
        """Whether the page came and was read, with or without success."""
        return self.outcome in (Outcome.ARTICLE, Outcome.TOO_SHORT, Outcome.NOT_ARTICLE)


@dataclass(frozen=True)
class Checked:
    """All that a check saw of one outlet, and what it makes of it; usual_length is the archive's, in characters."""

    outlet: Outlet
    polled: tuple[Polled, ...]
    tried: tuple[Tried, ...]
    checked_at: datetime
    usual_length: int | None = None
    broken: tuple[Broken, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "broken", tuple(_broken(self)))

    @property
    def articles(self) -> list[Article]:
        return [one.article for one in self.tried if one.article is not None]

    @property
    def median_length(self) -> int | None:
        """The median length of the texts that were read, in characters."""
        lengths = [len(article.body) for article in self.articles]
        return int(median(lengths)) if lengths else None


def _broken(checked: Checked) -> Iterator[Broken]:
    for polled in checked.polled:
        yield from _not_polled(polled)
    for root in dict.fromkeys(polled.root for polled in checked.polled):
        yield from _says_nothing([one for one in checked.polled if one.root == root], checked.checked_at)
    yield from _broken_rules(checked)
    yield from _refused_pages(checked.tried)
    yield from _missing_fields(checked)
    yield from _missed_body_rules(checked)
    yield from _short_texts(checked)


def _not_polled(polled: Polled) -> Iterator[Broken]:
    if polled.problem is not None:
        part = _PART_OF_OUTCOME.get(polled.outcome, "feed") if polled.outcome else "feed"
        gone = "gone, " if polled.outcome is Outcome.NOT_FOUND else ""
        yield Broken(part, f"{_NAMES[polled.kind]} {polled.url}: {gone}{polled.problem}")


def _says_nothing(together: Sequence[Polled], now: datetime) -> Iterator[Broken]:
    """What is wrong with a source that answered, taken together with the sitemaps that it led to."""
    root = together[0]
    sightings = [one for polled in together for one in polled.sightings]
    name = f"{_NAMES[root.kind]} {root.url}"
    if any(polled.problem for polled in together) or (not sightings and root.leads_on and len(together) == 1):
        return
    if not sightings:
        yield Broken("feed", f"{name}: empty, names no page")
    elif all(one.kind == "sitemap" and one.newest is None for one in sightings):
        yield Broken("feed", f"{name}: none of its {len(sightings)} addresses has a lastmod, so that none is recent")
    elif (since := silent_since(sightings, now)) is not None:
        yield Broken("feed", f"{name}: silent since {since:%Y-%m-%d}")


def silent_since(sightings: Sequence[Sighting], now: datetime) -> datetime | None:
    """When the newest entry is from, if nothing came for longer than the feed's own pauses explain.

    None too for what dates nothing to the second: then nothing is known.
    """
    moments = sorted(moment for one in sightings if one.newest and (moment := one.newest.at) is not None)
    if not moments:
        return None
    longest_pause = max((later - earlier for earlier, later in pairwise(moments)), default=timedelta())
    return moments[-1] if now - moments[-1] > max(_SILENT_AFTER, _PAUSES * longest_pause) else None


def _broken_rules(checked: Checked) -> Iterator[Broken]:
    seen = list(dict.fromkeys(one.url for polled in checked.polled for one in polled.sightings))
    wanted = [url for url in seen if checked.outlet.wants(url)]
    if seen and not wanted:
        yield Broken("rules", f"match nothing: {len(seen)} addresses seen, 0 wanted; such as {seen[0]}")
    refused = [one for one in checked.tried if one.outcome is Outcome.NOT_ARTICLE]
    if _is_most(len(refused), checked.tried):
        yield Broken(
            "rules", f"want what is no article: {len(refused)} of {len(checked.tried)}; such as {_told(refused[0])}"
        )


def _refused_pages(tried: Sequence[Tried]) -> Iterator[Broken]:
    failed = [one for one in tried if not one.is_read]
    if _is_most(len(failed), tried):
        part = _PART_OF_OUTCOME.get(failed[0].outcome, "page")
        yield Broken(part, f"{len(failed)} of {len(tried)} pages not read; such as {_told(failed[0])}")


def _missing_fields(checked: Checked) -> Iterator[Broken]:
    """The fields that most of the pages lack, without those pages that are no articles at all."""
    pages = [one for one in checked.tried if one.outcome in (Outcome.ARTICLE, Outcome.TOO_SHORT)]
    lacking: tuple[tuple[Part, list[Tried]], ...] = (
        ("headline", [one for one in pages if not one.has_headline]),
        ("published", [one for one in pages if one.article and one.article.published is None]),
        ("body", [one for one in pages if one.article is None and one.has_headline]),
    )
    for part, without in lacking:
        if _is_most(len(without), pages):
            said = f"; {without[0].reason}" if without[0].reason else ""
            yield Broken(part, f"missing on {len(without)} of {len(pages)} pages; such as {without[0].url}{said}")


def _missed_body_rules(checked: Checked) -> Iterator[Broken]:
    """Rules of where the text is that led nowhere: the generic reading stood in for them."""
    rules = checked.outlet.rules_at(None).body
    places = [article.provenance.get("body", "") for article in checked.articles]
    if rules and places and all(place.startswith("trafilatura") for place in places):
        yield Broken("rules", f"body {', '.join(rules)} matches on none of {len(places)} pages")


def _short_texts(checked: Checked) -> Iterator[Broken]:
    length, usual = checked.median_length, checked.usual_length
    if length is not None and usual is not None and length < _SHORT_SHARE * usual:
        yield Broken("short", f"texts of {length:,} characters; {usual:,} are usual in the archive")


def _is_most(number: int, pages: Sequence[Tried]) -> bool:
    # One odd page among three is what every outlet has; it is shown all the same.
    return number > len(pages) / 2


def _told(one: Tried) -> str:
    return f"{one.url} ({one.outcome}: {one.reason})"


def newest_first(outlet: Outlet, polled: Sequence[Polled]) -> list[Sighting]:
    """What the outlet wants of all that was seen, each address once, the newest first; undated as it stood."""
    wanted: dict[int, Sighting] = {}
    for source in polled:
        for one in source.sightings:
            if outlet.wants(one.url):
                wanted.setdefault(url_key(one.url), one)
    return sorted(wanted.values(), key=lambda one: _claim(one.newest), reverse=True)


def _claim(stamp: Stamp | None) -> tuple[int, float]:
    if stamp is None:
        return 0, 0.0
    return stamp.on.toordinal(), stamp.at.timestamp() if stamp.at else 0.0
