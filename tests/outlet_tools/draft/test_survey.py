"""The survey of a site: which URLs it fetches, within which limits, and what it keeps."""

import asyncio
from datetime import datetime
from urllib.parse import urlsplit

import pytest

from newsarchive.errors import DraftError
from newsarchive.outlet_tools.draft.survey import ARTICLES, OTHERS, survey_site
from newsarchive.outlet_tools.draft.survey_values import Rejected, Survey
from tests.outlet_tools.site_builder import NOW, Plan, Site, build, index, news_sitemap, rss, stories_of, urlset

HOME = "https://rivertownpost.example/"
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/news.rss">'


def dated(number: int, slug: str, at: datetime) -> str:
    return f"/{at:%Y/%m/%d}/{slug}/"


def a_plan(**facts: object) -> Plan:
    return Plan(**{"home": HOME, "language": "en", "offset": 0, "address": dated, **facts})


def a_site_with_feed(plan: Plan | None = None) -> Site:
    plan = plan or a_plan(head=FEED_LINK)
    site = build(plan)
    site.put("/news.rss", rss(site, plan, stories_of(plan)), "application/rss+xml")
    return site


def surveyed(site: Site, url: str | None = None) -> Survey:
    return asyncio.run(survey_site(site, url or site.home))


def test_a_survey_reads_articles_and_other_pages_within_its_limits():
    survey = surveyed(a_site_with_feed())
    assert len(survey.articles) == ARTICLES
    assert 1 <= len(survey.others) <= OTHERS
    assert survey.requests <= 60
    assert (survey.home.final_url, survey.root) == (HOME, "/")
    assert {urlsplit(url).netloc for url in survey.links} == {"rivertownpost.example"}


@pytest.mark.parametrize(
    ("head", "foot", "found"),
    [
        pytest.param(FEED_LINK, "", "declared by the home page", id="declared"),
        pytest.param("", '<a href="/news.rss">RSS</a>', "linked on the home page", id="linked"),
        pytest.param("", '<a href="/our-feeds">RSS feeds</a>', f"listed on {HOME}our-feeds", id="on a page of feeds"),
    ],
)
def test_a_feed_is_found_with_the_way_to_it(head, foot, found):
    site = a_site_with_feed(a_plan(head=head, foot=foot))
    site.put("/our-feeds", "<html><body><a href='/news.rss'>News RSS</a></body></html>")
    (feed,) = surveyed(site).sources
    assert (feed.url, feed.kind, feed.found) == (f"{HOME}news.rss", "feed", found)


def test_a_feed_at_a_common_place_is_found_and_a_missing_one_is_not_reported():
    plan = a_plan()
    site = build(plan)
    site.put("/rss.xml", rss(site, plan, stories_of(plan)), "application/rss+xml")
    survey = surveyed(site)
    assert [(source.url, source.found) for source in survey.sources] == [(f"{HOME}rss.xml", "at a common place")]
    assert survey.rejected == ()


def test_a_declared_feed_that_is_missing_is_reported():
    survey = surveyed(build(a_plan(head=FEED_LINK)))
    assert survey.sources == ()
    (missing,) = survey.rejected
    assert missing.url == f"{HOME}news.rss"
    assert "404" in missing.reason


def test_a_page_instead_of_a_feed_is_reported():
    site = build(a_plan(head=FEED_LINK))
    site.put("/news.rss", "<!DOCTYPE html><html><body><p>News</p></body></html>")
    assert surveyed(site).rejected == (
        Rejected(f"{HOME}news.rss", "declared by the home page, but it is an HTML page"),
    )


def test_sitemaps_come_from_robots_txt_and_of_an_index_the_news_and_the_newest():
    plan = a_plan()
    site = build(plan)
    months = [(f"/map-{year}.xml", NOW.replace(year=year)) for year in range(2015, 2027)]
    site.robots = f"User-agent: *\nSitemap: {HOME}maps.xml\n"
    site.put("/maps.xml", index(site, [*months, ("/news.xml", NOW)]), "application/xml")
    for path, at in months:
        site.put(path, urlset(site, [(f"/{at:%Y}/old", at)]), "application/xml")
    site.put("/news.xml", news_sitemap(site, stories_of(plan)), "application/xml")
    sources = surveyed(site).sources
    assert [source.url.removeprefix(HOME) for source in sources][:3] == ["maps.xml", "news.xml", "map-2026.xml"]
    assert len(sources) < len(months)
    assert {source.within for source in sources[1:]} == {f"{HOME}maps.xml"}
    assert [source.kind for source in sources][:2] == ["sitemap", "news_sitemap"]


def test_the_front_page_of_a_language_is_found_without_the_slash_at_its_end():
    plan = a_plan(language="sv", address=lambda number, slug, at: f"/{number}-{slug}")
    site = build(plan, parts={"sv": "/sv", "fi": "/fi"})
    site.put("/fi", site.answers.pop(site.url("/fi/"))[2].decode())
    survey = surveyed(site, f"{HOME}fi/")
    assert (survey.home.final_url, survey.root) == (f"{HOME}fi", "/fi/")


def test_each_page_says_why_it_is_an_article_or_not():
    survey = surveyed(a_site_with_feed())
    assert {page.reason for page in survey.articles} == {"is in a feed or news sitemap"}
    assert all(page.reason for page in survey.others)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            lambda site: setattr(site, "forbidden", ("/",)),
            f"{HOME}: robots.txt forbids it, so the site is not crawled", id="robots.txt forbids the site",
        ),
        pytest.param(
            lambda site: setattr(site, "forbidden", ("/2026",)),
            f"{HOME}: robots.txt forbids its articles (", id="robots.txt forbids its articles",
        ),
        pytest.param(
            lambda site: site.put("/", "<html><head><title>Just a moment...</title></head></html>", status=403),
            f"{HOME}: a bot wall (Cloudflare) answers instead of the site, so it cannot be crawled", id="a wall",
        ),
        pytest.param(
            lambda site: site.put("/", "<html><body><h1>Hello</h1></body></html>"),
            f"{HOME}: no articles found in feeds, sitemaps and links: no link leads to one", id="no links",
        ),
        pytest.param(
            lambda site: site.answers.pop(HOME), f"{HOME}: not fetched (not_found: HTTP 404", id="no home page",
        ),
    ],
)  # fmt: skip
def test_a_site_that_cannot_be_surveyed_is_refused_with_the_reason(change, message):
    site = build(a_plan())
    change(site)
    with pytest.raises(DraftError) as error:
        surveyed(site)
    assert str(error.value).startswith(message)
