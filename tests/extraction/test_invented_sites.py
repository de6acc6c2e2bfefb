"""The articles of the invented sites in tests/outlet_tools/sites are read as their authors wrote them."""

from functools import cache

import pytest
from sites import NOW, SITES, Site
from sites.stories import Story

from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Outcome, Page, Reading
from newsarchive.text import clean_text

BASE = "http://127.0.0.1:8931"
# The site with years of articles has them all in one layout, so only some of them are read.
MOST = 30
every_open_site = pytest.mark.parametrize("name", [name for name in SITES if name != "bot_wall"])


def read(site: Site, path: str) -> Reading:
    answer, url = site.answer(path), site.url(path)
    page = Page(url, url, NOW, answer.status, (("Content-Type", answer.content_type),), answer.body)
    return read_page(page, outlet_of(site))


def outlet_of(site: Site) -> Outlet:
    return Outlet(site.name, site.title, site.url("/"), site.language, site.timezone, domains=("127.0.0.1",))


@cache
def a_site(name: str) -> Site:
    return SITES[name](BASE, NOW)


@cache
def articles(name: str) -> list[tuple[str, Story, Article]]:
    """The path of each article of a site, the author's text, and the extracted article."""
    site = a_site(name)
    paths = sorted(site.stories)
    told = [(path, site.stories[path], read(site, path)) for path in paths[:: max(1, len(paths) // MOST + 1)]]
    assert [path for path, _, reading in told if reading.article is None] == []
    return [(path, story, reading.article) for path, story, reading in told]


@every_open_site
def test_the_headline_is_the_one_the_author_wrote(name: str) -> None:
    for path, story, article in articles(name):
        assert article.headline == clean_text(story.headline), path


@every_open_site
def test_the_author_is_named(name: str) -> None:
    for path, story, article in articles(name):
        assert [(author.name, author.kind) for author in article.authors] == [(story.author, "person")], path


@every_open_site
def test_the_day_and_the_minute_are_right(name: str) -> None:
    for path, story, article in articles(name):
        assert article.published is not None, path
        assert (article.published.on, article.published.at) == (story.at.date(), story.at), path


@every_open_site
def test_the_text_has_every_paragraph_and_nothing_else(name: str) -> None:
    stubs = a_site(name).stubs
    for path, story, article in articles(name):
        shown = story.paragraphs[:1] if path in stubs else story.paragraphs
        assert article.body.split("\n\n") == [clean_text(paragraph) for paragraph in shown], path


@every_open_site
def test_only_a_text_that_ends_at_a_paywall_is_a_stub(name: str) -> None:
    stubs = a_site(name).stubs
    for path, _, article in articles(name):
        assert article.completeness == ("stub" if path in stubs else "full"), path


def test_the_bot_wall_is_recognized() -> None:
    site = a_site("bot_wall")
    readings = [read(site, path) for path in site.stories]
    assert {reading.outcome for reading in readings} == {Outcome.REFUSED}
    assert all(reading.reason.startswith("bot wall") for reading in readings)
