"""Feeds and sitemaps for the invented sites, in the formats that newsrooms use."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import NamedTuple

from sites.stories import Story

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class Entry(NamedTuple):
    """One entry of a feed or sitemap; url is absolute."""

    url: str
    headline: str
    at: datetime
    summary: str


def entries(base: str, stories: Mapping[str, Story]) -> list[Entry]:
    """An entry for each story by its path, newest first."""
    found = [Entry(base + path, story.headline, story.at, story.teaser) for path, story in stories.items()]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def rss(title: str, home: str, items: Iterable[Entry], *, enclosure: str = "") -> str:
    """RSS 2.0, times with their offset; enclosure is the media type of a file in each item, as in a podcast."""
    body = "".join(
        f"<item><title>{escape(item.headline)}</title><link>{escape(item.url)}</link>"
        f'<guid isPermaLink="true">{escape(item.url)}</guid><pubDate>{format_datetime(item.at)}</pubDate>'
        f"<description>{escape(item.summary)}</description>"
        + (f'<enclosure url="{escape(item.url)}.mp3" length="7340032" type="{enclosure}"/>' if enclosure else "")
        + "</item>\n"
        for item in items
    )
    return (
        f'{_DECLARATION}<rss version="2.0"><channel><title>{escape(title)}</title><link>{escape(home)}</link>\n'
        f"<description>{escape(title)}</description>\n{body}</channel></rss>\n"
    )


def atom(title: str, home: str, items: Iterable[Entry]) -> str:
    """Atom (RFC 4287)."""
    body = "".join(
        f"<entry><id>{escape(item.url)}</id><title>{escape(item.headline)}</title>"
        f'<link rel="alternate" href="{escape(item.url)}"/><published>{item.at.isoformat()}</published>'
        f"<updated>{item.at.isoformat()}</updated><summary>{escape(item.summary)}</summary></entry>\n"
        for item in items
    )
    return (
        f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom"><id>{escape(home)}</id>'
        f"<title>{escape(title)}</title>\n{body}</feed>\n"
    )


def rdf(title: str, home: str, items: Iterable[Entry]) -> str:
    """RSS 1.0, which Japanese newsrooms still use."""
    body = "".join(
        f'<item rdf:about="{escape(item.url)}"><title>{escape(item.headline)}</title><link>{escape(item.url)}</link>'
        f"<dc:date>{item.at.isoformat()}</dc:date></item>\n"
        for item in items
    )
    return (
        f'{_DECLARATION}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{escape(home)}"><title>{escape(title)}</title><link>{escape(home)}</link></channel>\n'
        f"{body}</rdf:RDF>\n"
    )


def sitemap(addresses: Iterable[tuple[str, datetime | None]]) -> str:
    """A plain sitemap: absolute URLs, with times if there are any."""
    body = "".join(f"<url><loc>{escape(url)}</loc>{_lastmod(at)}</url>\n" for url, at in addresses)
    return f"{_DECLARATION}<urlset {_SITEMAP}>\n{body}</urlset>\n"


def sitemap_index(addresses: Iterable[tuple[str, datetime | None]]) -> str:
    body = "".join(f"<sitemap><loc>{escape(url)}</loc>{_lastmod(at)}</sitemap>\n" for url, at in addresses)
    return f"{_DECLARATION}<sitemapindex {_SITEMAP}>\n{body}</sitemapindex>\n"


def news_sitemap(title: str, language: str, items: Iterable[Entry]) -> str:
    """Google's news sitemap: URLs with titles and times."""
    body = "".join(
        f"<url><loc>{escape(item.url)}</loc><news:news><news:publication><news:name>{escape(title)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{item.at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(item.headline)}</news:title></news:news></url>\n"
        for item in items
    )
    return (
        f'{_DECLARATION}<urlset {_SITEMAP} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{body}</urlset>\n"
    )


def _lastmod(at: datetime | None) -> str:
    return f"<lastmod>{at.isoformat()}</lastmod>" if at else ""
