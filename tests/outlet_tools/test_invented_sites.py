"""The invented sites agree with the facts that they state: about their articles, feeds, sitemaps and other pages."""

import http.client
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

import pytest
from protego import Protego
from sites import NOW, SITES, Answer, Site, serve

from newsarchive.discovery.feeds import parse_feed
from newsarchive.discovery.homepage import find_feeds
from newsarchive.discovery.sitemaps import parse_sitemap, sitemap_lines
from newsarchive.errors import FeedError
from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Page, Reading
from newsarchive.text import clean_text, count_words

BASE = "http://127.0.0.1:8931"
OURS = "newsarchive"
every_site = pytest.mark.parametrize("name", SITES)
every_open_site = pytest.mark.parametrize("name", [name for name in SITES if name != "bot_wall"])


@cache
def a_site(name: str) -> Site:
    return SITES[name](BASE, NOW)


def feed_paths(site: Site, path: str) -> list[str]:
    """The entries of a feed, as paths of its site."""
    answer = site.answer(path)
    assert answer.status == 200
    listing = parse_feed(answer.body, site.url(path), NOW.tzinfo, answer.content_type)
    assert listing.problem is None
    return [sighting.url.removeprefix(site.base) for sighting in listing.sightings]


def sitemap_paths(site: Site, path: str) -> Iterator[str]:
    """The entries of a sitemap and of its parts, as paths of its site."""
    listing = parse_sitemap(site.answer(path).body, site.url(path), NOW.tzinfo)
    assert listing.problem is None
    yield from (sighting.url.removeprefix(site.base) for sighting in listing.sightings)
    for one in listing.nested:
        yield from sitemap_paths(site, one.url.removeprefix(site.base))


def read(site: Site, path: str) -> Reading:
    answer = site.answer(path)
    url = site.url(path)
    page = Page(url, url, NOW, 200, (("Content-Type", answer.content_type),), answer.body)
    return read_page(page, outlet_of(site))


def outlet_of(site: Site) -> Outlet:
    return Outlet(site.name, site.title, site.url("/"), site.language, site.timezone, domains=("127.0.0.1",))


def text_of(answer: Answer) -> str:
    return answer.body.decode(answer.content_type.partition("charset=")[2])


def linked(site: Site, path: str) -> set[str]:
    """The paths of the site that a page links or redirects to, without fragments."""
    answer = site.answer(path)
    text = text_of(answer) if answer.content_type.startswith("text/html") else ""
    base = re.search(r'<base href="([^"]+)"', text)
    anchors = [*re.findall(r'<a\b[^>]*\bhref="([^"]+)"', text), answer.headers.get("Location", "")]
    found = (urljoin(base[1] if base else site.url(path), unescape(address)) for address in anchors if address)
    return {url.removeprefix(site.base).partition("#")[0] for url in found if url.startswith(site.base)}


def reachable(site: Site) -> Iterator[str]:
    """Every path that links lead to from the home page and from the entries of feeds and sitemaps."""
    listed = {path for path in site.articles | site.others if any(site.url(path) in text for text in xml_of(site))}
    seen, waiting = set(), ["/", *listed]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            yield path
            waiting += linked(site, path)


def xml_of(site: Site) -> list[str]:
    return [unescape(text_of(answer)) for answer in site.resources.values() if "xml" in answer.content_type]


def current(site: Site) -> list[str]:
    """The articles of the last days, newest first."""
    return [path for path in site.newest(len(site.articles)) if site.stories[path].at > NOW - timedelta(days=8)]


@every_site
def test_a_site_has_twelve_articles_and_many_other_pages(name: str) -> None:
    site = a_site(name)
    assert set(site.newest()) <= set(current(site))
    assert len(site.others) >= 11
    assert not site.articles & site.others
    assert len({story.headline for story in site.stories.values()}) == len(site.stories)


@every_open_site
def test_an_article_has_its_headline_byline_and_time(name: str) -> None:
    site = a_site(name)
    for path, story in site.stories.items():
        answer = site.answer(path)
        assert answer.status == 200
        page = text_of(answer)
        assert f">{escape(story.headline)}<" in page
        assert story.author in page
        assert story.when in page


@every_open_site
def test_an_article_is_read_with_its_headline_date_and_text(name: str) -> None:
    site = a_site(name)
    for path in current(site):
        reading, story = read(site, path), site.stories[path]
        assert reading.outcome is Outcome.ARTICLE, (path, reading.reason)
        assert reading.article.headline == clean_text(story.headline)
        assert site.words_only or reading.article.published.at == story.at
        assert count_words(reading.article.body) >= (80 if path not in site.stubs else 20)


@every_site
def test_an_article_is_long_and_shares_no_paragraph_with_another(name: str) -> None:
    stories = a_site(name).stories.values()
    assert min(count_words(" ".join(story.paragraphs)) for story in stories) >= 150
    paragraphs = Counter(paragraph for story in stories for paragraph in story.paragraphs)
    assert [paragraph for paragraph, times in paragraphs.items() if times > 1] == []


@every_open_site
def test_all_article_pages_repeat_some_text(name: str) -> None:
    site = a_site(name)
    for language in site.languages:
        pages = [page for path in current(site) if f'lang="{language}' in (page := text_of(site.answer(path)))]
        texts = [set(re.findall(r">([^<>{}]{10,})<", page)) for page in pages]
        assert len(set.intersection(*texts)) >= 2


@every_open_site
def test_links_lead_to_every_page_and_to_no_missing_page(name: str) -> None:
    site = a_site(name)
    found = set(reachable(site))
    assert {path for path in found if site.answer(path).status >= 400} == set()
    stated = site.articles | site.others
    assert stated <= found <= stated | site.feeds | site.dead_feeds.keys()


@every_site
def test_every_page_is_stated_as_an_article_or_another_page(name: str) -> None:
    site = a_site(name)
    pages = {path for path, answer in site.resources.items() if answer.content_type.startswith("text/html")}
    assert pages == site.articles | site.others


@every_open_site
def test_a_feed_that_must_be_named_has_only_articles_and_all_current_ones(name: str) -> None:
    site = a_site(name)
    listed = [path for feed in site.feeds for path in feed_paths(site, feed)]
    assert len(listed) == len(set(listed))
    assert set(listed) <= site.articles
    if site.feeds:
        assert set(current(site)) <= set(listed)


@pytest.mark.parametrize(("name", "feed"), [(name, feed) for name in SITES for feed in a_site(name).dead_feeds])
def test_a_feed_that_must_not_be_named_has_the_stated_fault(name: str, feed: str) -> None:
    site = a_site(name)
    why = site.dead_feeds[feed]
    if why == "404":
        assert site.answer(feed).status == 404
    elif why == "a page for people":
        with pytest.raises(FeedError, match="HTML page"):
            feed_paths(site, feed)
    elif why.startswith("repeats "):
        assert set(feed_paths(site, feed)) < set(feed_paths(site, why.removeprefix("repeats ")))
    elif why == "comments":
        assert {path.partition("#")[0] for path in feed_paths(site, feed)} <= site.articles
        assert "omment" in text_of(site.answer(feed))
    else:
        assert not set(feed_paths(site, feed)) & site.articles
    if "years old" in why:
        newest = parse_feed(site.answer(feed).body, BASE, NOW.tzinfo).sightings[0].newest
        assert newest.at < NOW - timedelta(days=3 * 365)


@every_open_site
def test_a_sitemap_that_may_be_named_has_the_newest_articles(name: str) -> None:
    site = a_site(name)
    for path in site.sitemaps:
        listed = set(sitemap_paths(site, path))
        assert set(current(site)) <= listed
        assert listed <= site.articles | site.others


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("odd_feed", []),
        ("dead_feed", ["/rss.xml", "/feeds/alle.xml", "/feeds/kommentare.xml"]),
        ("rss_is_html", []),
        ("root_slugs", ["/feed/"]),
        ("query_ids", ["/rss.php"]),
        ("paywall", ["/podd/kvartersprat/rss", "/rss/nyheter", "/rss/sport"]),
    ],
)
def test_the_home_page_declares_these_feeds(name: str, declared: list[str]) -> None:
    site = a_site(name)
    found = find_feeds(site.answer("/").body, site.url("/"))
    assert found == [site.url(path) for path in declared]


def test_a_feed_that_is_not_declared_is_linked_in_the_footer() -> None:
    site = a_site("odd_feed")
    assert site.feeds <= linked(site, "/")
    assert all(site.answer(path).status == 404 for path in ("/feed", "/rss", "/rss.xml", "/feed/", "/atom.xml"))


def test_robots_txt_names_a_news_sitemap_and_a_sitemap_of_sections() -> None:
    site = a_site("news_sitemap_only")
    sections, news = sitemap_lines(site.answer("/robots.txt").body, site.url("/robots.txt"))
    assert {news.removeprefix(BASE)} == site.sitemaps
    assert parse_sitemap(site.answer(news.removeprefix(BASE)).body, news, NOW.tzinfo).is_news
    assert set(sitemap_paths(site, sections.removeprefix(BASE))) <= site.others


def test_a_site_without_feeds_and_sitemaps_links_every_article_on_its_home_page() -> None:
    site = a_site("home_only")
    assert site.articles <= linked(site, "/")
    assert not site.feeds | site.sitemaps
    common = (
        "/feed",
        "/rss",
        "/rss.xml",
        "/atom.xml",
        "/sitemap.xml",
        "/sitemap_index.xml",
        "/news-sitemap.xml",
        "/robots.txt",
    )
    assert {site.answer(path).status for path in common} == {404}


def test_the_sitemap_index_has_ten_years_and_the_newest_month_has_all_current_articles() -> None:
    site = a_site("deep_index")
    index = parse_sitemap(site.answer("/sitemap.xml").body, site.url("/sitemap.xml"), NOW.tzinfo)
    months = {one.url: one.modified.at for one in index.nested if one.modified}
    assert len(months) == 120
    assert min(months.values()) < NOW - timedelta(days=9 * 365)
    newest = max(months, key=months.get).removeprefix(BASE)
    assert set(current(site)) == set(sitemap_paths(site, newest))


@every_site
def test_robots_txt_allows_every_page_unless_the_site_is_closed(name: str) -> None:
    site = a_site(name)
    answer = site.answer("/robots.txt")
    rules = Protego.parse(answer.body.decode() if answer.status == 200 else "")
    asked = {*site.articles, *site.others, *site.feeds, *site.sitemaps} - {p for p in site.others if "search" in p}
    allowed = {rules.can_fetch(site.url(path), OURS) for path in asked}
    assert allowed == {site.verdict != "robots forbids"}


def test_the_bot_wall_answers_every_page_with_a_challenge() -> None:
    site = a_site("bot_wall")
    for path in site.articles | site.others:
        assert site.answer(path).status == 403
        reading = read(site, path)
        assert path == "/" or (reading.outcome, reading.reason) == (Outcome.REFUSED, "bot wall: Cloudflare")


def test_a_stub_shows_the_beginning_of_its_article() -> None:
    site = a_site("paywall")
    assert len(site.stubs) == 12
    for path in site.articles:
        article = read(site, path).article
        assert (article.completeness == "stub", article.is_free) == (path in site.stubs, path not in site.stubs)
        assert site.stories[path].paragraphs[0] in article.body


def test_each_part_of_the_site_in_two_languages_has_its_own_feed() -> None:
    site = a_site("two_languages")
    for language in site.languages:
        paths = feed_paths(site, f"/{language}/rss.xml")
        assert paths
        assert all(path.startswith(f"/{language}/") for path in paths)
        assert {read(site, path).article.language for path in paths} == {language}


@pytest.mark.parametrize("name", [name for name in SITES if not a_site(name).states_offset])
def test_a_site_without_offsets_has_none(name: str) -> None:
    site = a_site(name)
    offset = re.compile(rb"\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)")
    assert not [path for path, answer in site.resources.items() if offset.search(answer.body)]


@every_open_site
def test_a_site_with_offsets_has_its_own(name: str) -> None:
    site = a_site(name)
    told = b"".join(answer.body for answer in site.resources.values())
    offset = next(iter(site.stories.values())).at.isoformat()[-6:]
    assert not site.states_offset or offset.encode() in told or offset.replace(":", "").encode() in told


@every_site
def test_a_site_depends_only_on_its_url_and_the_time(name: str) -> None:
    later = SITES[name]("http://127.0.0.1:9", NOW + timedelta(days=200))
    assert SITES[name](BASE, NOW) == a_site(name)
    assert BASE.encode() not in b"".join(answer.body for answer in later.resources.values())
    assert all(story.at <= NOW + timedelta(days=200) for story in later.stories.values())


@pytest.mark.parametrize(
    ("timezone", "same"),
    [("America/Sao_Paulo", True), ("America/Bahia", True), ("America/Manaus", False), ("Europe/Lisbon", False)],
)
def test_another_zone_with_the_same_offsets_is_right_too(timezone: str, same: bool) -> None:
    assert a_site("home_only").keeps_time_of(timezone) is same


def test_a_served_site_answers_redirects_and_logs_requests() -> None:
    with serve(SITES["root_slugs"], NOW) as running:
        path = running.site.newest(1)[0]
        connection = http.client.HTTPConnection(urlsplit(running.base).netloc, timeout=5)

        def ask(target: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
            connection.request("GET", target, headers={"User-Agent": "reader/1", **headers})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

        status, headers, body = ask(path)
        assert (status, body) == (200, running.site.answer(path).body)
        assert running.base.encode() in body
        assert ask(path, **{"If-None-Match": headers["ETag"]})[0::2] == (304, b"")
        assert ask(path.rstrip("/"))[0] == 301
        assert ask(f"{path}?utm_source=rss")[0] == 200
        assert ask("/missing")[0] == 404
        connection.close()
    assert [asked.status for asked in running.log] == [200, 304, 301, 200, 404]
    assert {asked.user_agent for asked in running.log} == {"reader/1"}


def test_two_sites_can_run_at_the_same_time() -> None:
    with serve(SITES["bot_wall"], NOW) as one, serve(SITES["home_only"], datetime(2025, 7, 1, tzinfo=UTC)) as other:
        assert one.base != other.base
        assert replace(one.site, base="") != one.site
