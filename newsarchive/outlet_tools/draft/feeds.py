"""Which of the feeds and sitemaps that answered an outlet's file should name: all that give something new, no more."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive.dates import format_utc
from newsarchive.outlet_tools.draft.survey_values import Left, Read, Source, Survey
from newsarchive.urls import url_key

# A feed is dead when its newest item is so much older than the newest thing on the site.
DEAD_AFTER = timedelta(days=60)
# Of plain sitemaps, addresses this old count as recent, as in a crawl (the setting sitemap_days).
_RECENT = timedelta(days=7)
# A plain sitemap is taken beside feeds when these name less than this share of the articles on the home page.
_FEW = 0.5
# The place within a page that an entry's address names: "comment-512", in whatever language; "xtor=RSS-1" is tracking.
_PLACE = re.compile(
    rb"<link[^>]*>\s*(?:<!\[CDATA\[)?[^<#]{0,500}#([\w-]{0,80}\d|comment[\w-]{0,80})\s*(?:\]\]>\s*)?</"
    rb"|<link[^>]+href=[\"'][^\"'#]{0,500}#([\w-]{0,80}\d|comment[\w-]{0,80})[\"']",
    re.IGNORECASE,
)
_AUDIO = re.compile(rb"<enclosure[^>]+type=[\"']audio/|<itunes:(?:episode|duration|author)\b", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:item|entry)\b", re.IGNORECASE)
_MOSTLY = 0.5
_COMMENTS = "a feed of readers' comments"
_PODCAST = "a podcast's feed"


@dataclass(frozen=True)
class Choice:
    """The sources for the outlet's file, why each was taken, and why others were not."""

    sources: tuple[Source, ...]
    left: tuple[Left, ...]
    newest_at: datetime | None = None

    @property
    def feeds(self) -> tuple[str, ...]:
        return tuple(source.url for source in self.sources if source.kind == "feed")

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps to name; of an index's parts the index, except for its news sitemap."""
        named = (
            source.within if source.within and source.kind == "sitemap" else source.url
            for source in self.sources
            if source.kind != "feed"
        )
        return tuple(dict.fromkeys(named))


def announcing(sources: Iterable[Source], now: datetime) -> list[Source]:
    """The sources that name articles of today and nothing else: no comments, recordings or what ended long ago."""
    named = [source for source in sources if source.kind in ("feed", "news_sitemap")]
    newest = _latest((source.newest_at for source in named), now)
    return [source for source in named if _other_kind(source) is None and not _is_dead(source, newest)]


def recordings(sources: Iterable[Source]) -> list[Source]:
    """The feeds of podcasts among sources."""
    return [source for source in sources if _other_kind(source) == _PODCAST]


def chosen(survey: Survey, other_language: Collection[int], now: datetime) -> Choice:
    """The feeds and sitemaps worth polling; other_language are the keys of articles that another outlet would have."""
    newest = _newest(survey, now)
    left: list[Left] = []
    alive = [
        source
        for source in survey.sources
        if _is_alive(source, newest, other_language, left) and not _is_forgotten(source, survey, now, left)
    ]
    first = _best_feed(alive)
    news = [source for source in alive if source.kind == "news_sitemap"]
    rest = [source for source in alive if source.kind == "feed" and source is not first]
    ordered = [*([first] if first else []), *sorted(news, key=_size), *sorted(rest, key=_size)]
    taken = _taken(ordered, left)
    plain = [source for source in alive if source.kind == "sitemap" and source.sightings]
    if plain and (not taken or _misses_much(taken, survey)):
        taken += _plain(plain, taken, newest, left)
    else:
        left += [
            Left(source.within or source.url, "names nothing recent that is not named elsewhere") for source in plain
        ]
    # The parts of an index that is taken are no one's choice: a crawl asks for the recent ones among them.
    parts = {source.url for source in survey.sources if source.within in {one.within for one in taken} - {None}}
    return Choice(tuple(taken), tuple(one for one in dict.fromkeys(left) if one.what not in parts), newest)


def _newest(survey: Survey, now: datetime) -> datetime | None:
    """The newest moment that anything on the site claims and that has come."""
    stamps = [one.newest for source in survey.sources for one in source.sightings]
    stamps += [read.article.published for read in survey.articles if read.article]
    return _latest((stamp.at for stamp in stamps if stamp), now)


def _latest(moments: Iterable[datetime | None], now: datetime) -> datetime | None:
    """The latest of moments that has come, give or take a day for clocks that are wrong."""
    return max((at for at in moments if at is not None and at <= now + timedelta(days=1)), default=None)


def _is_alive(source: Source, newest: datetime | None, other_language: Collection[int], left: list[Left]) -> bool:
    why = _why_not(source, newest, other_language)
    if why is not None:
        left.append(Left(source.url, why))
    return why is None


def _why_not(source: Source, newest: datetime | None, other_language: Collection[int]) -> str | None:
    if source.nested and not source.sightings:
        return None
    if not source.sightings:
        return "names no addresses" + (f" ({source.problem})" if source.problem else "")
    if (kind := _other_kind(source)) is not None:
        return kind
    if other_language and sum(key in other_language for key in source.urls) > _MOSTLY * len(source.urls):
        return "names articles in another language"
    if _is_dead(source, newest) and source.newest_at:
        return f"dead: its newest entry is of {format_utc(source.newest_at)[:10]}"
    return None


def _is_dead(source: Source, newest: datetime | None) -> bool:
    return newest is not None and source.newest_at is not None and newest - source.newest_at > DEAD_AFTER


def _other_kind(source: Source) -> str | None:
    """What a feed is of, where that is not articles."""
    if source.kind != "feed":
        return None
    places = [match[1] or match[2] for match in _PLACE.finditer(source.body)]
    # One place for all is a mark of tracking; each comment has its own.
    if _share(len(places), source) > _MOSTLY and len(set(places)) > _MOSTLY * len(places):
        return _COMMENTS
    return _PODCAST if _share(len(_AUDIO.findall(source.body)), source) > _MOSTLY else None


def _is_forgotten(source: Source, survey: Survey, now: datetime, left: list[Left]) -> bool:
    """Whether a feed is old, and none of the articles that the home page shows is in it, dated or not."""
    if source.kind != "feed" or source.newest_at is None or now - source.newest_at <= DEAD_AFTER:
        return False
    shown = _shown(survey)
    if not shown or any(_keys(read) & source.urls.keys() for read in shown):
        return False
    left.append(Left(source.url, f"dead: its newest entry is of {format_utc(source.newest_at)[:10]}"))
    return True


def _shown(survey: Survey) -> list[Read]:
    """The articles among those read that the home page links."""
    linked = {url_key(url) for url in survey.links}
    return [read for read in survey.articles if _keys(read) & linked]


def _keys(read: Read) -> set[int]:
    return {url_key(read.url), url_key(read.page.requested_url)}


def _share(number: int, source: Source) -> float:
    items = len(_ITEM.findall(source.body))
    return number / items if items else 0.0


def _best_feed(alive: Iterable[Source]) -> Source | None:
    """The feed with the most articles; of equals the one that was found first, by the site's own word."""
    feeds = [source for source in alive if source.kind == "feed"]
    return max(feeds, key=lambda source: len(source.urls), default=None)


def _size(source: Source) -> int:
    return -len(source.urls)


def _taken(ordered: Iterable[Source], left: list[Left]) -> list[Source]:
    """Each that names an article which those before it do not."""
    taken: list[Source] = []
    known: dict[int, str] = {}
    for source in ordered:
        if source.urls.keys() <= known.keys():
            holder = next(known[key] for key in source.urls)
            left.append(Left(source.url, f"names nothing that {holder} does not"))
            continue
        taken.append(source)
        known.update((key, source.url) for key in source.urls if key not in known)
    return taken


def _misses_much(taken: Iterable[Source], survey: Survey) -> bool:
    """Whether the home page links many articles that nothing taken names."""
    known = {key for source in taken for key in source.urls}
    shown = _shown(survey)
    named = [read for read in shown if _keys(read) & known]
    return bool(shown) and len(named) < _FEW * len(shown)


def _plain(plain: list[Source], taken: list[Source], newest: datetime | None, left: list[Left]) -> list[Source]:
    """The plain sitemaps that date their addresses and name a recent one that is not named elsewhere."""
    known = {key for source in taken for key in source.urls}
    found: list[Source] = []
    for source in plain:
        dated = [one for one in source.sightings if one.newest is not None]
        recent = [
            one for one in dated
            if newest is None or one.newest is None or one.newest.on >= (newest - _RECENT).date()
        ]  # fmt: skip
        if not dated:
            left.append(Left(source.url, "dates none of its addresses, so that a crawl would take none as recent"))
        elif not any(url_key(one.url) not in known for one in recent):
            left.append(Left(source.url, "names nothing recent that is not named elsewhere"))
        else:
            found.append(source)
            known.update(source.urls)
    return found
