"""The Haverstrand Courier: two URLs of one article, and an RSS feed with corrections."""

import json
import re
from zoneinfo import ZoneInfo

from newsarchive.demo.content import read_stories
from newsarchive.discovery.feeds import parse_feed
from tests.demo.sites.pages import EVERY_ARTICLE, HOME, NOW, a_page, a_site


def test_an_article_at_two_urls_has_one_canonical_url() -> None:
    site = a_site("haverstrand_courier")
    pages = [
        site[path].body.decode() for path in ("/business/4412-smokehouse-reopens", "/news/4412-smokehouse-reopens")
    ]
    assert all(f'rel="canonical" href="{HOME}business/4412-smokehouse-reopens"' in page for page in pages)


def test_the_rss_feed_has_every_article_a_forbidden_page_and_a_section_page() -> None:
    feed = a_site("haverstrand_courier")["/news.rss"].body
    paths = [
        one.url.removeprefix(HOME[:-1]).partition("?")[0] for one in parse_feed(feed, HOME, ZoneInfo("UTC")).sightings
    ]
    expected = {
        path for story in read_stories("haverstrand_courier", 1, NOW) for path in (story.path, story.also_at) if path
    }
    assert set(paths) == expected | {"/print/4417-harbour-wall-to-be-rebuilt", "/news/"}


def test_the_rss_feed_of_the_second_edition_marks_the_correction() -> None:
    feed = a_site("haverstrand_courier", 2)["/news.rss"].body
    sightings = parse_feed(feed, HOME, ZoneInfo("UTC")).sightings
    corrected = [one for one in sightings if one.modified and one.modified != one.published]
    assert [one.headline for one in corrected] == ["Library to close two days a week under savings plan"]
    assert corrected[0].modified
    assert corrected[0].modified.at == NOW


def test_an_article_has_valid_json_ld() -> None:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', a_page(*EVERY_ARTICLE[0]), re.DOTALL)
    assert block
    assert json.loads(block[1])["@type"] == "NewsArticle"
