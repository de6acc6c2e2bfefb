"""What `check` prints: an outlet's feeds, its articles and what broke, as lines and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from textwrap import shorten
from typing import Any

from newsarchive.dates import format_stamp, format_utc
from newsarchive.outlet_tools.check.diagnosis import OutletCheck, PolledSource, TriedPage
from newsarchive.records import Article

_SHOWN = 90
_KINDS = {"feed": "feed", "sitemap": "sitemap", "news_sitemap": "news sitemap", "home": "home page"}
# The fields counted in the line that sums up the articles.
_COUNTED = ("headline", "byline", "published", "body")
# Fields whose place in provenance has another name.
_PLACES = {"byline": "authors"}


def checked_lines(checked: OutletCheck, *, with_fields: bool) -> Iterator[str]:
    """An outlet as two lines, then one line for each broken part, then each article's fields and where they stood."""
    outlet = checked.outlet
    where = ", ".join(part for part in (outlet.country, outlet.language) if part)
    yield f"{outlet.title} ({where})   {_sources(checked.polled, checked.checked_at)}"
    yield f"{len(checked.articles)} of {len(checked.tried)} articles read      {_counts(checked)}"
    for broken in checked.broken:
        yield f"  broken: {broken.part}: {broken.what}"
    yield from _cookie_lines(checked)
    for polled in checked.polled:
        if polled.note:
            yield f"  note: {polled.url}: {polled.note}"
    for tried in checked.tried:
        if tried.article is None:
            yield f"  {tried.url}   {tried.outcome}: {tried.reason}"
        elif with_fields:
            yield from _article_lines(tried.url, tried.article)


def _cookie_lines(checked: OutletCheck) -> Iterator[str]:
    """The cookies that have expired, if that has not ended the session: many sites set short-lived ones too."""
    cookies = checked.cookies
    if cookies is not None and cookies.expired and not any(one.part == "session" for one in checked.broken):
        names = ", ".join(f"{name} on {at:%Y-%m-%d}" for name, at in cookies.expired)
        yield f"  note: {len(cookies.expired)} of {cookies.cookies} cookies have expired: {names}"


def checked_row(checked: OutletCheck) -> dict[str, Any]:
    """An outlet as JSON values: feeds and sitemaps, articles with the value and place of each field, what broke."""
    return {
        "outlet": checked.outlet.name,
        "title": checked.outlet.title,
        "country": checked.outlet.country,
        "language": checked.outlet.language,
        "is_well": not checked.broken,
        "broken": [asdict(one) for one in checked.broken],
        "expired_cookies": {name: format_utc(at) for name, at in checked.cookies.expired} if checked.cookies else {},
        "sources": [_source_row(one, checked) for one in checked.polled],
        "articles": [_tried_row(one) for one in checked.tried],
        "median_length": checked.median_length,
        "usual_length": checked.usual.length,
    }


def _sources(polled: Sequence[PolledSource], now: datetime) -> str:
    kinds = Counter(_KINDS[one.kind] for one in polled)
    names = ", ".join(kind if number == 1 else f"{number} {kind}s" for kind, number in kinds.items())
    entries = len({sighting.url for one in polled for sighting in one.sightings})
    newest = max((at for one in polled if (at := one.newest_at)), default=None)
    age = f", newest {_age((now - newest).total_seconds())}" if newest else ""
    return f"{names}: {entries} {'entry' if entries == 1 else 'entries'}{age}"


def _age(seconds: float) -> str:
    """How long ago, in the largest unit that is there at least twice: "12 min ago"."""
    for unit, length in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length:.0f} {unit} ago"
    return "just now" if seconds >= 0 else "dated in the future"


def _counts(checked: OutletCheck) -> str:
    found = [_values(article) for article in checked.articles]
    counted = (f"{name} {sum(1 for values in found if values[name])}" for name in _COUNTED)
    length = f" (median {checked.median_length:,} characters)" if checked.median_length is not None else ""
    return "  ".join(counted) + length


def _article_lines(url: str, article: Article) -> Iterator[str]:
    yield f"  {url}"
    for name, value in _values(article).items():
        place = _place(article, name)
        yield f"    {name:<10} {shorten(value, _SHOWN, placeholder=' …') if value else '-'}" + (
            f"   [{shorten(place, _SHOWN, placeholder=' …')}]" if value and place else ""
        )


def _values(article: Article) -> dict[str, str | None]:
    return {
        "headline": article.headline,
        "byline": article.byline,
        "published": format_stamp(article.published),
        "source": article.source,
        "section": article.section,
        "language": article.language,
        "body": f"{len(article.body):,} characters, {len(article.body.split(chr(10) * 2))} paragraphs",
    }


def _place(article: Article, name: str) -> str | None:
    return article.provenance.get(_PLACES.get(name, name))


def _source_row(polled: PolledSource, checked: OutletCheck) -> dict[str, Any]:
    return {
        "url": polled.url,
        "kind": polled.kind,
        "entries": len(polled.sightings),
        "wanted": sum(checked.outlet.wants(one.url) for one in polled.sightings),
        "newest_at": format_utc(polled.newest_at) if polled.newest_at else None,
        "outcome": polled.outcome and str(polled.outcome),
        "problem": polled.problem,
        "note": polled.note,
    }


def _fields_row(article: Article) -> dict[str, Any]:
    return {name: {"value": value, "from": _place(article, name)} for name, value in _values(article).items()}


def _tried_row(tried: TriedPage) -> dict[str, Any]:
    article = tried.article
    return {
        "url": tried.url,
        "outcome": str(tried.outcome),
        "reason": tried.reason,
        "length": len(article.body) if article else None,
        "fields": _fields_row(article) if article else {},
    }
