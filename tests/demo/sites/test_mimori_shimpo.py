"""水守新報: a news sitemap that only robots.txt names."""

from zoneinfo import ZoneInfo

from newsarchive.demo.content import read_stories
from newsarchive.discovery.sitemaps import parse_sitemap, sitemap_lines
from newsarchive.text import clean_text
from tests.demo.sites.pages import HOME, NOW, a_site


def test_robots_txt_names_a_news_sitemap_with_titles_and_times() -> None:
    site = a_site("mimori_shimpo")
    assert sitemap_lines(site["/robots.txt"].body, HOME) == [f"{HOME}news-sitemap.xml.gz"]
    listing = parse_sitemap(site["/news-sitemap.xml.gz"].body, HOME, ZoneInfo("UTC"))
    assert listing.is_news
    found = {(one.headline, one.published.at) for one in listing.sightings if one.published}
    assert found == {
        (clean_text(story.headline), story.published_at) for story in read_stories("mimori_shimpo", 1, NOW)
    }
