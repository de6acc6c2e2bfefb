"""The sample outlets as sites: what each page, feed and sitemap carries, and the clutter between."""

import json
import re
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import pytest

from newsarchive.demo.content import OUTLETS, read_stories
from newsarchive.demo.sites.resource import Resource
from newsarchive.demo.sites.table import SITES
from newsarchive.discovery.feeds import parse_feed
from newsarchive.discovery.sitemaps import parse_sitemap, sitemap_lines
from newsarchive.text import clean_text

NOW = datetime(2026, 3, 1, 0, 10, tzinfo=UTC)
HOME = "http://127.0.0.1:8931/"
CHARSETS = {"haverstrand_courier": "utf-8", "mimori_shimpo": "shift_jis", "sada_almarsa": "utf-8"}
EVERY_STORY = [(outlet, story.key) for outlet in OUTLETS for story in read_stories(outlet, 1, NOW)]


def a_site(outlet: str, edition: int = 1) -> dict[str, Resource]:
    return SITES[outlet](read_stories(outlet, edition, NOW), HOME)


def a_page(outlet: str, key: str, edition: int = 1) -> str:
    story = next(story for story in read_stories(outlet, edition, NOW) if story.key == key)
    return a_site(outlet, edition)[quote(story.path)].body.decode(CHARSETS[outlet])


@pytest.mark.parametrize(("outlet", "key"), EVERY_STORY)
def test_a_page_carries_its_headline_text_authors_and_time(outlet: str, key: str) -> None:
    story = next(story for story in read_stories(outlet, 1, NOW) if story.key == key)
    page = a_page(outlet, key)
    assert f">{escape(story.headline)}</h1>" in page
    assert all(escape(paragraph) in page for paragraph in story.paragraphs)
    assert all(name in page for name in (*story.authors, story.agency or ""))
    times = {datetime.fromisoformat(found) for found in re.findall(r'datetime="([^"]+)"', page)}
    assert times == {story.published_at}


@pytest.mark.parametrize(
    ("outlet", "clutter"),
    [
        ("haverstrand_courier", ['class="related"', 'class="newsletter"', "<figcaption>"]),
        ("mimori_shimpo", ['class="kanren"', 'class="kaiin"', 'class="caption"']),
        ("sada_almarsa", ['class="read-also"', 'class="follow-us"', "<figcaption>"]),
    ],
)
def test_pages_have_captions_related_links_and_promos(outlet: str, clutter: list[str]) -> None:
    keys = [key for name, key in EVERY_STORY if name == outlet]
    assert all(any(sign in a_page(outlet, key) for key in keys) for sign in clutter)


def test_markup_in_a_story_cannot_leave_its_json_ld() -> None:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', a_page(*EVERY_STORY[0]), re.DOTALL)
    assert block
    assert json.loads(block[1])["@type"] == "NewsArticle"


def test_paywalled_stories_say_so_and_carry_their_opening_alone() -> None:
    assert '"isAccessibleForFree": false' in a_page("haverstrand_courier", "rope-maker")
    assert 'content="locked"' in a_page("mimori_shimpo", "river-and-life")


def test_two_editions_differ_in_the_corrected_story_and_in_what_lists_it() -> None:
    changed = set()
    for outlet in OUTLETS:
        before, after = a_site(outlet, 1), a_site(outlet, 2)
        assert before.keys() == after.keys()
        changed |= {(outlet, path) for path in before if before[path] != after[path]}
    assert changed == {
        ("haverstrand_courier", "/"),
        ("haverstrand_courier", "/news/"),
        ("haverstrand_courier", "/news.rss"),
        ("haverstrand_courier", "/news/council/4416-library-opening-hours"),
    }


def test_the_courier_is_the_same_story_at_two_addresses_with_one_canonical() -> None:
    site = a_site("haverstrand_courier")
    pages = [
        site[path].body.decode() for path in ("/business/4412-smokehouse-reopens", "/news/4412-smokehouse-reopens")
    ]
    assert all(f'rel="canonical" href="{HOME}business/4412-smokehouse-reopens"' in page for page in pages)


def test_the_second_address_at_sada_almarsa_names_no_canonical() -> None:
    story = next(story for story in read_stories("sada_almarsa", 1, NOW) if story.also_at)
    site = a_site("sada_almarsa")
    assert b'rel="canonical"' in site[quote(story.path)].body
    assert b'rel="canonical"' not in site[quote(story.also_at or "", safe="/?=")].body


def test_the_rss_feed_lists_every_story_a_forbidden_page_and_a_section_page() -> None:
    feed = a_site("haverstrand_courier")["/news.rss"].body
    paths = [
        one.url.removeprefix(HOME[:-1]).partition("?")[0] for one in parse_feed(feed, HOME, ZoneInfo("UTC")).sightings
    ]
    expected = {
        path for story in read_stories("haverstrand_courier", 1, NOW) for path in (story.path, story.also_at) if path
    }
    assert set(paths) == expected | {"/print/4417-harbour-wall-to-be-rebuilt", "/news/"}


def test_the_rss_feed_of_the_second_edition_says_what_was_corrected() -> None:
    feed = a_site("haverstrand_courier", 2)["/news.rss"].body
    sightings = parse_feed(feed, HOME, ZoneInfo("UTC")).sightings
    corrected = [one for one in sightings if one.modified and one.modified != one.published]
    assert [one.headline for one in corrected] == ["Library to close two days a week under savings plan"]
    assert corrected[0].modified
    assert corrected[0].modified.at == NOW


def test_the_news_sitemap_is_found_through_robots_txt_and_carries_titles_and_times() -> None:
    site = a_site("mimori_shimpo")
    assert sitemap_lines(site["/robots.txt"].body, HOME) == [f"{HOME}news-sitemap.xml.gz"]
    listing = parse_sitemap(site["/news-sitemap.xml.gz"].body, HOME, ZoneInfo("UTC"))
    assert listing.is_news
    found = {(one.headline, one.published.at) for one in listing.sightings if one.published}
    assert found == {
        (clean_text(story.headline), story.published_at) for story in read_stories("mimori_shimpo", 1, NOW)
    }


def test_the_sitemap_index_leads_to_every_arabic_story() -> None:
    site = a_site("sada_almarsa")
    index = parse_sitemap(site["/sitemap.xml"].body, HOME, ZoneInfo("UTC"))
    assert [one.url for one in index.nested] == [f"{HOME}sitemaps/articles.xml.gz", f"{HOME}sitemaps/sections.xml"]
    articles = parse_sitemap(site["/sitemaps/articles.xml.gz"].body, HOME, ZoneInfo("UTC"))
    paths = {unquote(one.url).removeprefix(HOME[:-1]) for one in articles.sightings}
    assert paths == {story.path for story in read_stories("sada_almarsa", 1, NOW)}


def test_the_atom_feed_is_short_and_lists_one_story_twice() -> None:
    feed = a_site("sada_almarsa")["/feed.atom"].body
    sightings = parse_feed(feed, HOME, ZoneInfo("UTC")).sightings
    headlines = [one.headline for one in sightings]
    assert len(headlines) == 5
    assert len(set(headlines)) == 4
    assert all(one.published and one.published.at for one in sightings)
