"""Sada al-Marsa: a second URL without a canonical one, a sitemap index, and a short Atom feed."""

from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from newsarchive.demo.content import read_stories
from newsarchive.discovery.feeds import parse_feed
from newsarchive.discovery.sitemaps import parse_sitemap
from tests.demo.sites.pages import HOME, NOW, a_site


def test_the_second_url_states_no_canonical_url() -> None:
    story = next(story for story in read_stories("sada_almarsa", 1, NOW) if story.also_at)
    site = a_site("sada_almarsa")
    assert b'rel="canonical"' in site[quote(story.path)].body
    assert b'rel="canonical"' not in site[quote(story.also_at or "", safe="/?=")].body


def test_the_sitemap_index_leads_to_every_article() -> None:
    site = a_site("sada_almarsa")
    index = parse_sitemap(site["/sitemap.xml"].body, HOME, ZoneInfo("UTC"))
    assert [one.url for one in index.nested] == [f"{HOME}sitemaps/articles.xml.gz", f"{HOME}sitemaps/sections.xml"]
    articles = parse_sitemap(site["/sitemaps/articles.xml.gz"].body, HOME, ZoneInfo("UTC"))
    paths = {unquote(one.url).removeprefix(HOME[:-1]) for one in articles.sightings}
    assert paths == {story.path for story in read_stories("sada_almarsa", 1, NOW)}


def test_the_atom_feed_is_short_and_lists_one_article_twice() -> None:
    feed = a_site("sada_almarsa")["/feed.atom"].body
    sightings = parse_feed(feed, HOME, ZoneInfo("UTC")).sightings
    headlines = [one.headline for one in sightings]
    assert len(headlines) == 5
    assert len(set(headlines)) == 4
    assert all(one.published and one.published.at for one in sightings)
