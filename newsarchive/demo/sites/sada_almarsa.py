"""صدى المرسى: an Arabic coastal daily with microdata, a short Atom feed and a sitemap index.

The second URL of an article states no canonical URL, so only the text shows that it is the same article.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from newsarchive.demo.content import Story
from newsarchive.demo.sites.resource import (
    Resource,
    address,
    at_path,
    fill,
    gzipped,
    newest_change,
    paragraphs,
    pictures,
    xml,
)

ZONE = ZoneInfo("Asia/Muscat")
MONTHS = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
SECTION = "محليات"
SECTION_PATH = f"/{SECTION}/"
# The feed is short. Older articles are only in the sitemaps.
FEED_LENGTH = 4
ROBOTS = "User-agent: *\nDisallow: /admin/\n"


def resources(stories: Sequence[Story], home: str) -> dict[str, Resource]:
    """All resources of Sada al-Marsa."""
    by_key = {story.key: story for story in stories}
    changed_at, first_at = newest_change(stories), stories[-1].published_at
    site = {
        "/": _list("آخر الأخبار", stories, changed_at),
        at_path(SECTION_PATH): _list(SECTION, [story for story in stories if story.section == SECTION], changed_at),
        "/feed.atom": xml(_feed(stories[:FEED_LENGTH], home), changed_at, "application/atom+xml"),
        "/robots.txt": Resource("text/plain", ROBOTS.encode(), first_at),
        "/sitemap.xml": xml(_sitemap_index(changed_at, home), changed_at),
        "/sitemaps/articles.xml.gz": gzipped(xml(_sitemap({s.path: s.changed_at for s in stories}, home), changed_at)),
        "/sitemaps/sections.xml": xml(_sitemap({SECTION_PATH: changed_at}, home), changed_at),
        **pictures(stories),
    }
    for story in stories:
        for path in filter(None, (story.path, story.also_at)):
            site[at_path(path)] = _article(story, path, by_key, home)
    return site


def _html(text: str, changed_at: datetime) -> Resource:
    return Resource("text/html; charset=utf-8", text.encode(), changed_at)


def _article(story: Story, path: str, by_key: Mapping[str, Story], home: str) -> Resource:
    page = fill(
        "sada_almarsa/article.html",
        headline=escape(story.headline),
        standfirst=escape(story.standfirst),
        section=story.section,
        canonical=f'<link rel="canonical" href="{address(home, path)}">' if path == story.path else "",
        author=escape("، ".join(story.authors)),
        published_iso=story.published_at.astimezone(ZONE).isoformat(),
        published_words=_words(story.published_at),
        og_image=f'<meta property="og:image" content="{address(home, story.image_path)}">' if story.caption else "",
        figure=_figure(story),
        body="\n".join(_body(story, by_key)),
    )
    return _html(page, story.changed_at)


def _body(story: Story, by_key: Mapping[str, Story]) -> list[str]:
    """The paragraphs, with «read also» after the first and the newspaper's own promo after the third."""
    parts = paragraphs(story.paragraphs)
    promo = fill("sada_almarsa/promo.html")
    return [*parts[:1], *_read_also(story, by_key), *parts[1:3], promo, *parts[3:]]


def _read_also(story: Story, by_key: Mapping[str, Story]) -> list[str]:
    links = [f'<a href="{at_path(by_key[key].path)}">{escape(by_key[key].headline)}</a>' for key in story.related]
    return [f'<div class="read-also"><strong>اقرأ أيضاً:</strong> {" ".join(links)}</div>'] if links else []


def _figure(story: Story) -> str:
    if not story.caption:
        return ""
    caption = f"{escape(story.caption)} ({escape(story.credit or '')})"
    return f'<figure><img src="{story.image_path}" alt=""><figcaption>{caption}</figcaption></figure>'


def _list(title: str, stories: Sequence[Story], changed_at: datetime) -> Resource:
    teasers = [f'<li><a href="{at_path(story.path)}">{escape(story.headline)}</a></li>' for story in stories]
    return _html(fill("sada_almarsa/list.html", title=title, teasers="\n".join(teasers)), changed_at)


def _feed(stories: Sequence[Story], home: str) -> str:
    """Atom (RFC 4287); an article in two sections is listed twice."""
    entries = [_entry(story, path, home) for story in stories for path in filter(None, (story.path, story.also_at))]
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>صدى المرسى</title>'
        f"<id>{home}</id><updated>{newest_change(stories).isoformat()}</updated>\n{chr(10).join(entries)}\n</feed>\n"
    )


def _entry(story: Story, path: str, home: str) -> str:
    link = escape(address(home, path), quote=True)
    return (
        f'<entry><title>{escape(story.headline)}</title><link rel="alternate" href="{link}"/><id>{link}</id>'
        f"<published>{story.published_at.isoformat()}</published><updated>{story.changed_at.isoformat()}</updated>"
        f"<author><name>{escape('، '.join(story.authors))}</name></author></entry>"
    )


def _sitemap_index(changed_at: datetime, home: str) -> str:
    children = [
        f"<sitemap><loc>{address(home, path)}</loc><lastmod>{changed_at.isoformat()}</lastmod></sitemap>"
        for path in ("/sitemaps/articles.xml.gz", "/sitemaps/sections.xml")
    ]
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(children)}</sitemapindex>\n'


def _sitemap(changes: Mapping[str, datetime], home: str) -> str:
    entries = [
        f"<url><loc>{address(home, path)}</loc><lastmod>{changed_at.isoformat()}</lastmod></url>"
        for path, changed_at in changes.items()
    ]
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{chr(10).join(entries)}\n</urlset>\n'


def _words(moment: datetime) -> str:
    local = moment.astimezone(ZONE)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}، {local:%H:%M}"
