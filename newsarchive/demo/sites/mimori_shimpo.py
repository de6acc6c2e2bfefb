"""水守新報: a Japanese local daily in Shift_JIS, with a gzipped news sitemap that its robots.txt names."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from newsarchive.demo.content import Story
from newsarchive.demo.sites.resource import (
    Resource,
    address,
    fill,
    gzipped,
    newest_change,
    paragraphs,
    pictures,
    xml,
)

ZONE = ZoneInfo("Asia/Tokyo")
SITEMAP_PATH = "/news-sitemap.xml.gz"
# The edition for a touch screen in a shop: in the sitemap although robots.txt forbids it.
KIOSK_STORY = "waterwheel"


def resources(stories: Sequence[Story], home: str) -> dict[str, Resource]:
    """All resources of the Shimpo."""
    by_key = {story.key: story for story in stories}
    changed_at, first_at = newest_change(stories), stories[-1].published_at
    kiosk_story = by_key[KIOSK_STORY]
    return {
        "/": _front(stories, changed_at),
        "/robots.txt": Resource("text/plain", _robots(home).encode(), first_at),
        SITEMAP_PATH: gzipped(xml(_sitemap(stories, home), changed_at)),
        _kiosk_path(kiosk_story): _article(kiosk_story, by_key, home),
        **{story.path: _article(story, by_key, home) for story in stories},
        **pictures(stories),
    }


def _html(text: str, changed_at: datetime) -> Resource:
    # No charset in the header: only the page itself states its encoding, as on many older sites.
    return Resource("text/html", text.encode("shift_jis"), changed_at)


def _robots(home: str) -> str:
    return fill("mimori_shimpo/robots.txt", sitemap=address(home, SITEMAP_PATH))


def _article(story: Story, by_key: Mapping[str, Story], home: str) -> Resource:
    meta = [f'<meta property="og:image" content="{address(home, story.image_path)}">'] if story.caption else []
    if story.paywalled:
        meta.append('<meta property="article:content_tier" content="locked">')
    page = fill(
        "mimori_shimpo/article.html",
        headline=escape(story.headline),
        standfirst=escape(story.standfirst),
        section=story.section,
        canonical=address(home, story.path),
        published_iso=story.published_at.astimezone(ZONE).isoformat(),
        published_words=_words(story.published_at),
        meta="\n".join(meta),
        writer="、".join(story.authors),
        photo=_photo(story),
        body="\n".join(_body(story)),
        related=_related(story, by_key),
    )
    return _html(page, story.changed_at)


def _body(story: Story) -> list[str]:
    """The paragraphs, each opened by an ideographic space as Japanese papers set them, then the members' promo."""
    parts = paragraphs(story.paragraphs, indent="　")
    if story.paywalled:
        return [*parts, fill("mimori_shimpo/wall.html")]
    promo = fill("mimori_shimpo/promo.html")
    return [*parts[:2], promo, *parts[2:]]


def _photo(story: Story) -> str:
    if not story.caption:
        return ""
    caption = f"{escape(story.caption)}＝{escape(story.credit or '')}"
    return f'<div class="photo"><img src="{story.image_path}" alt=""><p class="caption">{caption}</p></div>'


def _related(story: Story, by_key: Mapping[str, Story]) -> str:
    links = [f'<li><a href="{by_key[key].path}">{escape(by_key[key].headline)}</a></li>' for key in story.related]
    return f'<div class="kanren"><h2>あわせて読みたい</h2><ul>{"".join(links)}</ul></div>' if links else ""


def _front(stories: Sequence[Story], changed_at: datetime) -> Resource:
    teasers = [f'<li><a href="{story.path}">{escape(story.headline)}</a></li>' for story in stories]
    return _html(fill("mimori_shimpo/list.html", teasers="\n".join(teasers)), changed_at)


def _sitemap(stories: Sequence[Story], home: str) -> str:
    """A news sitemap, with titles and times."""
    entries = [_entry(story, story.path, home) for story in stories]
    entries += [_entry(story, _kiosk_path(story), home) for story in stories if story.key == KIOSK_STORY]
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n' + "\n".join(entries) + "\n</urlset>\n"
    )


def _entry(story: Story, path: str, home: str) -> str:
    return (
        f"<url><loc>{address(home, path)}</loc><news:news><news:publication><news:name>水守新報</news:name>"
        f"<news:language>ja</news:language></news:publication>"
        f"<news:publication_date>{story.published_at.astimezone(ZONE).isoformat()}</news:publication_date>"
        f"<news:title>{escape(story.headline)}</news:title></news:news></url>"
    )


def _kiosk_path(story: Story) -> str:
    return "/kiosk/" + story.path.rsplit("/", 1)[-1]


def _words(moment: datetime) -> str:
    local = moment.astimezone(ZONE)
    return f"{local.year}年{local.month}月{local.day}日 {local.hour}時{local.minute:02}分"
