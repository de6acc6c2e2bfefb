"""Which feeds and sitemaps an outlet file should name: each that adds something new, and no others."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive.dates import format_utc
from newsarchive.outlet_tools.draft.survey_values import Rejected, Survey, SurveyedPage, SurveyedSource
from newsarchive.urls import url_key

# A feed is dead if its newest entry is so much older than the newest article of the site.
DEAD_AFTER = timedelta(days=60)
# URLs of a plain sitemap count as recent for so long, as in a crawl (the setting sitemap_days).
_RECENT = timedelta(days=7)
# A plain sitemap is taken in addition to feeds if the feeds lack more than this share of the home page's articles.
_FEW = 0.5
# A fragment that is a place within a page: "comment-512", in any language; "xtor=RSS-1" is tracking.
_FRAGMENT = re.compile(
    rb"<link[^>]*>\s*(?:<!\[CDATA\[)?[^<#]{0,500}#([\w-]{0,80}\d|comment[\w-]{0,80})\s*(?:\]\]>\s*)?</"
    rb"|<link[^>]+href=[\"'][^\"'#]{0,500}#([\w-]{0,80}\d|comment[\w-]{0,80})[\"']",
    re.IGNORECASE,
)
_AUDIO = re.compile(rb"<enclosure[^>]+type=[\"']audio/|<itunes:(?:episode|duration|author)\b", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:item|entry)\b", re.IGNORECASE)
_MOSTLY = 0.5
_COMMENTS = "is a feed of readers' comments"
_PODCAST = "is the feed of a podcast"
_NOTHING_NEW = "has no recent article that is not in another feed or sitemap"


@dataclass(frozen=True)
class SourceChoice:
    """The feeds and sitemaps for the outlet file, and the rejected ones with the reasons."""

    sources: tuple[SurveyedSource, ...]
    rejected: tuple[Rejected, ...]
    newest_at: datetime | None = None

    @property
    def feeds(self) -> tuple[str, ...]:
        return tuple(source.url for source in self.sources if source.kind == "feed")

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps to name: the index instead of its parts, except for its news sitemap."""
        named = (
            source.within if source.within and source.kind == "sitemap" else source.url
            for source in self.sources
            if source.kind != "feed"
        )
        return tuple(dict.fromkeys(named))


def current_sources(sources: Iterable[SurveyedSource], now: datetime) -> list[SurveyedSource]:
    """The feeds and news sitemaps that contain current articles only: no comments, no recordings, not dead."""
    named = [source for source in sources if source.kind in ("feed", "news_sitemap")]
    newest = _latest((source.newest_at for source in named), now)
    return [source for source in named if _other_content(source) is None and not _is_dead(source, newest)]


def podcast_feeds(sources: Iterable[SurveyedSource]) -> list[SurveyedSource]:
    """The feeds of podcasts among sources."""
    return [source for source in sources if _other_content(source) == _PODCAST]


def choose_sources(survey: Survey, other_language: Collection[int], now: datetime) -> SourceChoice:
    """The feeds and sitemaps to poll. other_language are the keys of articles that belong to another outlet."""
    newest = _newest(survey, now)
    rejected: list[Rejected] = []
    alive = [
        source
        for source in survey.sources
        if _is_alive(source, newest, other_language, rejected) and not _is_forgotten(source, survey, now, rejected)
    ]
    first = _best_feed(alive)
    news = [source for source in alive if source.kind == "news_sitemap"]
    rest = [source for source in alive if source.kind == "feed" and source is not first]
    ordered = [*([first] if first else []), *sorted(news, key=_by_size), *sorted(rest, key=_by_size)]
    taken = _with_new_articles(ordered, rejected)
    plain = [source for source in alive if source.kind == "sitemap" and source.sightings]
    if plain and (not taken or _lack_much(taken, survey)):
        taken += _with_recent_articles(plain, taken, newest, rejected)
    else:
        rejected += [Rejected(source.within or source.url, _NOTHING_NEW) for source in plain]
    # A crawl reads the recent parts of an index by itself, so the parts of a taken index are not listed as rejected.
    parts = {source.url for source in survey.sources if source.within in {one.within for one in taken} - {None}}
    return SourceChoice(tuple(taken), tuple(one for one in dict.fromkeys(rejected) if one.url not in parts), newest)


def _newest(survey: Survey, now: datetime) -> datetime | None:
    """The newest time in anything on the site that is not in the future."""
    stamps = [one.newest for source in survey.sources for one in source.sightings]
    stamps += [page.article.published for page in survey.articles if page.article]
    return _latest((stamp.at for stamp in stamps if stamp), now)


def _latest(moments: Iterable[datetime | None], now: datetime) -> datetime | None:
    """The latest of moments that is not in the future; one day is allowed for clocks that are wrong."""
    return max((at for at in moments if at is not None and at <= now + timedelta(days=1)), default=None)


def _is_alive(
    source: SurveyedSource, newest: datetime | None, other_language: Collection[int], rejected: list[Rejected]
) -> bool:
    reason = _why_not(source, newest, other_language)
    if reason is not None:
        rejected.append(Rejected(source.url, reason))
    return reason is None


def _why_not(source: SurveyedSource, newest: datetime | None, other_language: Collection[int]) -> str | None:
    if source.nested and not source.sightings:
        return None
    if not source.sightings:
        return "has no entries" + (f" ({source.problem})" if source.problem else "")
    if (content := _other_content(source)) is not None:
        return content
    if other_language and sum(key in other_language for key in source.urls) > _MOSTLY * len(source.urls):
        return "has articles in another language"
    if _is_dead(source, newest) and source.newest_at:
        return _dead_since(source.newest_at)
    return None


def _is_dead(source: SurveyedSource, newest: datetime | None) -> bool:
    return newest is not None and source.newest_at is not None and newest - source.newest_at > DEAD_AFTER


def _dead_since(newest_at: datetime) -> str:
    return f"is dead: its newest entry is from {format_utc(newest_at)[:10]}"


def _other_content(source: SurveyedSource) -> str | None:
    """What a feed contains, if it does not contain articles."""
    if source.kind != "feed":
        return None
    fragments = [match[1] or match[2] for match in _FRAGMENT.finditer(source.body)]
    # The same fragment in all links is tracking. Each comment has a fragment of its own.
    if _share(len(fragments), source) > _MOSTLY and len(set(fragments)) > _MOSTLY * len(fragments):
        return _COMMENTS
    return _PODCAST if _share(len(_AUDIO.findall(source.body)), source) > _MOSTLY else None


def _is_forgotten(source: SurveyedSource, survey: Survey, now: datetime, rejected: list[Rejected]) -> bool:
    """Whether a feed is old and contains none of the articles on the home page, dated or not."""
    if source.kind != "feed" or source.newest_at is None or now - source.newest_at <= DEAD_AFTER:
        return False
    shown = _on_home_page(survey)
    if not shown or any(page.keys & source.urls.keys() for page in shown):
        return False
    rejected.append(Rejected(source.url, _dead_since(source.newest_at)))
    return True


def _on_home_page(survey: Survey) -> list[SurveyedPage]:
    """The articles, of those that were read, that the home page links."""
    linked = {url_key(url) for url in survey.links}
    return [page for page in survey.articles if page.keys & linked]


def _share(number: int, source: SurveyedSource) -> float:
    items = len(_ITEM.findall(source.body))
    return number / items if items else 0.0


def _best_feed(alive: Iterable[SurveyedSource]) -> SurveyedSource | None:
    """The feed with the most articles. Of equal feeds the first: the survey finds the site's own declarations first."""
    feeds = [source for source in alive if source.kind == "feed"]
    return max(feeds, key=lambda source: len(source.urls), default=None)


def _by_size(source: SurveyedSource) -> int:
    return -len(source.urls)


def _with_new_articles(ordered: Iterable[SurveyedSource], rejected: list[Rejected]) -> list[SurveyedSource]:
    """Those with an article that the ones before them do not have."""
    taken: list[SurveyedSource] = []
    known: dict[int, str] = {}
    for source in ordered:
        if source.urls.keys() <= known.keys():
            holder = next(known[key] for key in source.urls)
            rejected.append(Rejected(source.url, f"has no article that is not in {holder}"))
            continue
        taken.append(source)
        known.update((key, source.url) for key in source.urls if key not in known)
    return taken


def _lack_much(taken: Iterable[SurveyedSource], survey: Survey) -> bool:
    """Whether the home page links many articles that are not in any taken source."""
    known = {key for source in taken for key in source.urls}
    shown = _on_home_page(survey)
    named = [page for page in shown if page.keys & known]
    return bool(shown) and len(named) < _FEW * len(shown)


def _with_recent_articles(
    plain: list[SurveyedSource], taken: list[SurveyedSource], newest: datetime | None, rejected: list[Rejected]
) -> list[SurveyedSource]:
    """The plain sitemaps with dates and with a recent article that is not in another source."""
    known = {key for source in taken for key in source.urls}
    found: list[SurveyedSource] = []
    for source in plain:
        dated = [one for one in source.sightings if one.newest is not None]
        recent = [
            one for one in dated
            if newest is None or one.newest is None or one.newest.on >= (newest - _RECENT).date()
        ]  # fmt: skip
        if not dated:
            rejected.append(Rejected(source.url, "has no dates, so a crawl would find nothing recent in it"))
        elif not any(url_key(one.url) not in known for one in recent):
            rejected.append(Rejected(source.url, _NOTHING_NEW))
        else:
            found.append(source)
            known.update(source.urls)
    return found
