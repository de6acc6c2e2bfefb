"""The Haverstrand Courier: an English regional newspaper with an RSS feed, JSON-LD, and boxes in its texts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from newsarchive.demo.content import Story
from newsarchive.demo.sites.resource import (
    Resource,
    address,
    at_path,
    fill,
    linked_data,
    newest_change,
    paragraphs,
    pictures,
    xml,
)

ZONE = ZoneInfo("Europe/London")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ROBOTS = "User-agent: *\nDisallow: /print/\n"
# In the feed although robots.txt forbids it. Real sites do this too.
PRINT_STORY = "harbour-wall"
SECTION_PATH = "/news/"


def resources(stories: Sequence[Story], home: str) -> dict[str, Resource]:
    """All resources of the Courier."""
    by_key = {story.key: story for story in stories}
    changed_at, first_at = newest_change(stories), stories[-1].published_at
    print_story = by_key[PRINT_STORY]
    site = {
        "/": _list("Latest news", stories, changed_at),
        SECTION_PATH: _list("News from town and harbour", stories, changed_at),
        "/news.rss": xml(_feed(stories, home), changed_at, "application/rss+xml; charset=utf-8"),
        "/robots.txt": Resource("text/plain; charset=utf-8", ROBOTS.encode(), first_at),
        _print_path(print_story): _article(print_story, by_key, home),
        **pictures(stories),
    }
    for story in stories:
        for path in filter(None, (story.path, story.also_at)):
            site[at_path(path)] = _article(story, by_key, home)
    return site


def _html(text: str, changed_at: datetime) -> Resource:
    return Resource("text/html; charset=utf-8", text.encode(), changed_at)


def _article(story: Story, by_key: Mapping[str, Story], home: str) -> Resource:
    page = fill(
        "haverstrand_courier/article.html",
        headline=escape(story.headline),
        standfirst=escape(story.standfirst),
        section=story.section,
        canonical=address(home, story.path),
        byline=f"By {escape(_byline(story))}",
        published_iso=story.published_at.isoformat(),
        published_words=_words(story.published_at),
        updated=f" (updated {_words(story.modified_at)})" if story.modified_at else "",
        og_image=f'<meta property="og:image" content="{address(home, story.image_path)}">' if story.caption else "",
        json_ld=linked_data(_facts(story, home)),
        figure=_figure(story),
        body="\n".join(_body(story, by_key)),
    )
    return _html(page, story.changed_at)


def _body(story: Story, by_key: Mapping[str, Story]) -> list[str]:
    """The paragraphs, with a box of related links after the second and a newsletter promo after the third."""
    parts = paragraphs(story.paragraphs)
    if story.paywalled:
        return [*parts, fill("haverstrand_courier/wall.html")]
    promo = fill("haverstrand_courier/promo.html")
    return [*_credit(story), *parts[:2], *_related(story, by_key), *parts[2:3], promo, *parts[3:]]


def _credit(story: Story) -> list[str]:
    """The agency of the text, and the day on which it was first published there."""
    if not story.agency:
        return []
    day = story.published_at.astimezone(ZONE) - timedelta(days=1)
    return [f'<p class="credit-line">{story.agency}, {day.day} {MONTHS[day.month - 1][:3]} {day.year}</p>']


def _related(story: Story, by_key: Mapping[str, Story]) -> list[str]:
    links = [f'<li><a href="{by_key[key].path}">{escape(by_key[key].headline)}</a></li>' for key in story.related]
    return [f'<aside class="related"><h2>Read more</h2><ul>{"".join(links)}</ul></aside>'] if links else []


def _figure(story: Story) -> str:
    if not story.caption:
        return ""
    caption = f"{escape(story.caption)} <span class='credit'>{escape(story.credit or '')}</span>"
    return f'<figure><img src="{story.image_path}" alt=""><figcaption>{caption}</figcaption></figure>'


def _byline(story: Story) -> str:
    return story.agency or " and ".join(story.authors)


def _facts(story: Story, home: str) -> dict[str, object]:
    """The article as a schema.org NewsArticle; a paywalled one is marked as search engines require."""
    authors = [{"@type": "Person", "name": name} for name in story.authors]
    agency = {"@type": "NewsMediaOrganization", "name": story.agency}
    facts: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": story.headline,
        "description": story.standfirst,
        "articleSection": story.section,
        "inLanguage": "en-GB",
        "url": address(home, story.path),
        "datePublished": story.published_at.isoformat(),
        "dateModified": story.changed_at.isoformat(),
        "author": [agency] if story.agency else authors,
        "publisher": {"@type": "NewsMediaOrganization", "name": "Haverstrand Courier", "url": home},
        "isAccessibleForFree": not story.paywalled,
    }
    if story.agency:
        facts["sourceOrganization"] = agency
    if story.paywalled:
        facts["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".subscribe-wall"}
    return facts


def _list(title: str, stories: Sequence[Story], changed_at: datetime) -> Resource:
    links = {story.key: f'<li><a href="{story.path}">{escape(story.headline)}</a></li>' for story in stories}
    names = sorted({story.section for story in stories})
    page = fill(
        "haverstrand_courier/list.html",
        title=title,
        sections="\n".join(f'<li><a href="{SECTION_PATH}#{name.lower()}">{name}</a></li>' for name in names),
        teasers="\n".join(links.values()),
        most_read="\n".join(links[key] for key in sorted(links)),
    )
    return _html(page, changed_at)


def _feed(stories: Sequence[Story], home: str) -> str:
    """RSS 2.0. Its links have tracking parameters, and its corrections have atom:updated."""
    items = [_item(story, story.path, home) for story in stories]
    items += [_item(story, story.also_at, home) for story in stories if story.also_at]
    items += [_item(story, _print_path(story), home) for story in stories if story.key == PRINT_STORY]
    items.append(f"<item><title>News from town and harbour</title><link>{address(home, SECTION_PATH)}</link></item>")
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Haverstrand Courier</title><link>{home}</link><description>News from the coast</description>"
        f"<language>en-gb</language>\n{chr(10).join(items)}\n</channel></rss>\n"
    )


def _item(story: Story, path: str, home: str) -> str:
    link = f"{address(home, path)}?utm_source=courier&amp;utm_medium=rss"
    updated = f"<atom:updated>{story.modified_at.isoformat()}</atom:updated>" if story.modified_at else ""
    return (
        f"<item><title>{escape(story.headline)}</title><link>{link}</link>"
        f"<description>{escape(story.standfirst)}</description><dc:creator>{escape(_byline(story))}</dc:creator>"
        f"<pubDate>{format_datetime(story.published_at)}</pubDate>{updated}</item>"
    )


def _print_path(story: Story) -> str:
    return "/print/" + story.path.rsplit("/", 1)[-1]


def _words(moment: datetime) -> str:
    local = moment.astimezone(ZONE)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"
