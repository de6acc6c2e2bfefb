"""Whole crawls of small outlets on loopback: what is stored, what is fetched again, what is refused and why.

Two crawls, one after the other, are made for the whole module; each test looks at one of their results.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from desk import Crawled, Desk, atom, index, news_urlset, rss, story, today, urlset, with_etag

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)


def feed_outlet(desk: Desk, site: Any) -> None:
    """A feed with a story at two addresses, one corrected later, and one of each kind that is refused."""
    site.routes |= {
        "/flood": story("The flood of the year", canonical=site.url("/flood")),
        "/amp/flood": story("The flood of the year", canonical=site.url("/flood")),
        "/market": story("Market day is put off"),
        "/gone": {"status": 404, "body": b"gone"},
        "/busy": {"status": 503, "body": b"busy"},
        "/away": {"status": 302, "headers": {"Location": site.url("/elsewhere", host="localhost")}},
        "/to-home": {"status": 302, "headers": {"Location": "/"}},
        "/moved": {"status": 301, "headers": {"Location": "/moved-here"}},
        "/moved-here": story("The ferry has moved"),
        "/short": {"body": b"<html><title>Short</title><body><p>Closed.</p></body></html>"},
        "/pdf": {"body": b"%PDF-1.4 \0\1", "headers": {"Content-Type": "application/pdf"}},
    }
    paths = ["flood", "amp/flood?utm_source=rss", "market", "gone", "busy", "away", "to-home", "moved", "short", "pdf"]
    items = [(site.url(f"/{path}"), path) for path in [*paths, "video/clip"]]
    site.routes["/rss"] = with_etag(rss(items), "application/rss+xml")
    desk.declare("feeder", site, feeds=[site.url("/rss")], skip_urls=["/video/"])


def corrected_outlet(desk: Desk, site: Any) -> None:
    site.routes["/wall"] = story("The wall will cost two million", about="Before")
    site.routes["/feed"] = with_etag(atom(site.url("/wall"), "The wall", today() - timedelta(hours=4)))
    desk.declare("corrected", site, feeds=[site.url("/feed")])


def correct(site: Any) -> None:
    site.routes["/wall"] = story("The wall will cost three million", about="Afterwards")
    site.routes["/feed"] = with_etag(atom(site.url("/wall"), "The wall", today()))


def index_outlet(desk: Desk, site: Any) -> None:
    """A sitemap index that lists itself, an old sitemap, a recent one, and a gzipped news sitemap."""
    old = today() - timedelta(days=400)
    site.routes |= {
        "/index.xml": {
            "body": index(
                [
                    (site.url("/index.xml"), today()),
                    (site.url("/2019.xml"), old),
                    (site.url("/recent.xml"), today()),
                    (site.url("/news.xml.gz"), None),
                ]
            )
        },
        "/recent.xml": {"body": urlset([(site.url("/a/fresh"), today()), (site.url("/a/stale"), old)])},
        "/news.xml.gz": {
            "body": gzip.compress(news_urlset([(site.url("/a/news"), "News of the day")])),
            "headers": {"Content-Type": "application/gzip"},
        },
        "/a/fresh": story("A fresh story from the map"),
        "/a/news": story("News of the day"),
    }
    desk.declare("indexed", site, sitemaps=[site.url("/index.xml")])


def robots_outlet(desk: Desk, site: Any) -> None:
    site.routes |= {
        "/robots.txt": {"body": f"User-agent: *\nDisallow: /closed/\nSitemap: {site.url('/map.txt')}\n".encode()},
        "/map.txt": {"body": news_urlset([(site.url("/open/1"), "Open"), (site.url("/closed/2"), "Closed")])},
        "/open/1": story("What robots may read"),
        "/closed/2": story("What robots may not read"),
    }
    desk.declare("mapped", site)


def home_outlet(desk: Desk, site: Any) -> None:
    put_home_page(site)
    desk.declare("homely", site)


def moved_outlet(desk: Desk, site: Any) -> None:
    """An outlet whose feed is gone and whose sitemap has become a page; its home page still works."""
    put_home_page(site)
    site.routes["/map.xml"] = {"body": b"<html><body>Our sitemap has moved</body></html>"}
    desk.declare("moved", site, feeds=[site.url("/rss")], sitemaps=[site.url("/map.xml")])


def undated_outlet(desk: Desk, site: Any) -> None:
    """An outlet without declared sources; the sitemap in robots.txt has no dates. The home page links all articles."""
    put_home_page(site)
    rows = "".join(f"<url><loc>{site.url(f'/2026/11/{number}/old-{number}')}</loc></url>" for number in range(3))
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
    site.routes["/map.xml"] = with_etag(body, "application/xml")
    site.routes["/robots.txt"] = {"body": f"Sitemap: {site.url('/map.xml')}\n".encode()}
    desk.declare("undated", site)


def mapless_outlet(desk: Desk, site: Any) -> None:
    """An outlet with three sitemaps in robots.txt: one is gone, one is a page, and one has nothing since last year."""
    put_home_page(site)
    old = [(site.url("/index.xml"), today()), (site.url("/2025.xml"), today())]
    site.routes |= {
        "/page.xml": {"body": b"<html><body>Our sitemap has moved</body></html>"},
        "/index.xml": {"body": index(old)},
        "/2025.xml": {"body": urlset([(site.url("/2025/a"), today() - timedelta(days=300))])},
        "/robots.txt": {
            "body": "".join(
                f"Sitemap: {site.url(path)}\n" for path in ("/gone.xml", "/page.xml", "/index.xml")
            ).encode()
        },
    }
    desk.declare("mapless", site)


def put_home_page(site: Any) -> None:
    headlines = {
        f"/2026/11/{number}/the-pier-closes-{number}": f"The old pier closes, part {number}" for number in (1, 2)
    }
    links = "".join(f"<li><a href='{path}'>{headline}</a></li>" for path, headline in headlines.items())
    site.routes["/"] = {"body": f"<html><body><ul>{links}</ul><a href='/about'>About</a></body></html>".encode()}
    site.routes |= {path: story(headline) for path, headline in headlines.items()}


def lying_outlet(desk: Desk, site: Any) -> None:
    """A server without validators: it sends the whole feed again."""
    site.routes |= {"/rss": {"body": rss([(site.url("/x"), "X")])}, "/x": story("The one story there is")}
    desk.declare("forgetful", site, feeds=[site.url("/rss")])


def broken_outlet(desk: Desk, site: Any) -> None:
    site.routes["/rss"] = {"body": b"<html><body>Our feed has moved</body></html>"}
    desk.declare("broken", site, feeds=[site.url("/rss"), site.url("/nowhere")])


OUTLETS: dict[str, Callable[[Desk, Any], None]] = {
    "feeder": feed_outlet,
    "corrected": corrected_outlet,
    "indexed": index_outlet,
    "mapped": robots_outlet,
    "homely": home_outlet,
    "moved": moved_outlet,
    "undated": undated_outlet,
    "mapless": mapless_outlet,
    "forgetful": lying_outlet,
    "broken": broken_outlet,
}


@dataclass
class TwoCrawls:
    """The first crawl of all outlets and the second, with the requests to each outlet."""

    desk: Desk
    sites: dict[str, Any]
    first: Crawled
    first_asked: dict[str, list[str]]
    first_outcomes: dict[str, dict[str, tuple[str, str | None]]]
    second: Crawled
    second_asked: dict[str, list[str]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., Any]) -> TwoCrawls:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    sites = {name: serve() for name in OUTLETS}
    for name, make in OUTLETS.items():
        make(desk, sites[name])
    first = desk.crawl(*OUTLETS)
    assert first.report, first.stderr
    asked = {name: site.paths() for name, site in sites.items()}
    outcomes = {name: desk.outcomes(name) for name in OUTLETS}
    correct(sites["corrected"])
    sites["feeder"].routes["/busy"] = story("The busy page has an answer now")
    second = desk.crawl(*OUTLETS, retry=["server_error"])
    assert second.report, second.stderr
    later = {name: site.paths()[len(asked[name]) :] for name, site in sites.items()}
    return TwoCrawls(desk, sites, first, asked, outcomes, second, later)


def test_articles_in_a_feed_are_stored_and_a_moved_page_too(crawled: TwoCrawls) -> None:
    assert crawled.desk.headlines("feeder") >= {"The flood of the year", "Market day is put off", "The ferry has moved"}


def test_one_story_at_two_addresses_is_one_article(crawled: TwoCrawls) -> None:
    rows = crawled.desk.rows("SELECT count(*) FROM articles WHERE headline = 'The flood of the year'")
    assert rows == [(1,)]


@pytest.mark.parametrize(
    ("path", "outcome", "expected"),
    [
        ("gone", "not_found", "404"),
        ("busy", "server_error", "503"),
        ("away", "not_article", "not on the outlet's domains"),
        ("to-home", "not_article", "redirects to the home page"),
        ("short", "too_short", ""),
        ("pdf", "not_article", ""),
    ],
)
def test_a_page_that_is_not_stored_has_an_outcome_and_a_reason(
    crawled: TwoCrawls, path: str, outcome: str, expected: str
) -> None:
    found, reason = crawled.first_outcomes["feeder"][path]
    assert found == outcome
    assert reason
    assert expected in reason


def test_the_run_counts_refused_pages_by_outcome(crawled: TwoCrawls) -> None:
    refused = crawled.first.counts("feeder")["refused"]
    assert refused == {"not_found": 1, "server_error": 1, "not_article": 3, "too_short": 1}


def test_a_redirect_out_of_the_outlet_is_not_followed(crawled: TwoCrawls) -> None:
    assert "/elsewhere" not in crawled.first_asked["feeder"]


def test_addresses_that_the_outlet_skips_are_not_fetched(crawled: TwoCrawls) -> None:
    assert "/video/clip" not in crawled.first_asked["feeder"]


def test_the_second_crawl_fetches_only_the_page_to_retry_again(crawled: TwoCrawls) -> None:
    assert sorted(crawled.second_asked["feeder"]) == ["/busy", "/robots.txt", "/rss"]
    assert "The busy page has an answer now" in crawled.desk.headlines("feeder")


def test_a_feed_that_has_not_changed_answers_304(crawled: TwoCrawls) -> None:
    asked = [arrival for arrival in crawled.sites["feeder"].arrivals if arrival.path == "/rss"]
    assert "if-none-match" not in asked[0].headers
    assert "if-none-match" in asked[1].headers


def test_an_unchanged_feed_is_recognized_by_its_hash_when_the_server_sends_no_validators(crawled: TwoCrawls) -> None:
    assert crawled.second_asked["forgetful"].count("/x") == 0
    assert crawled.second.counts("forgetful")["seen"] == 0


def test_a_corrected_article_is_fetched_again_and_its_old_text_is_kept(crawled: TwoCrawls) -> None:
    assert crawled.second.counts("corrected")["revised"] == 1
    assert crawled.desk.headlines("corrected") == {"The wall will cost three million"}
    old = crawled.desk.rows("SELECT headline FROM revisions")
    assert old == [("The wall will cost two million",)]


def test_a_sitemap_index_that_lists_itself_is_read_once_and_only_for_recent_articles(crawled: TwoCrawls) -> None:
    assert crawled.desk.headlines("indexed") == {"A fresh story from the map", "News of the day"}
    asked = crawled.first_asked["indexed"]
    assert asked.count("/index.xml") == 1
    assert "/2019.xml" not in asked
    assert "/a/stale" not in asked


def test_without_feed_or_sitemap_the_sitemaps_in_robots_txt_are_read_and_its_rules_hold(crawled: TwoCrawls) -> None:
    assert crawled.desk.headlines("mapped") == {"What robots may read"}
    assert "/closed/2" not in crawled.first_asked["mapped"]
    assert crawled.first_outcomes["mapped"]["closed/2"][0] == "robots_forbids"


def test_without_any_other_source_the_links_of_the_home_page_are_read(crawled: TwoCrawls) -> None:
    assert len(crawled.desk.headlines("homely")) == 2
    assert "/about" not in crawled.first_asked["homely"]


@pytest.mark.parametrize("outlet", ["undated", "mapless"])
def test_the_home_page_is_read_when_the_sitemaps_in_robots_txt_name_nothing_recent(
    crawled: TwoCrawls, outlet: str
) -> None:
    assert len(crawled.desk.headlines(outlet)) == 2
    assert "map.xml: none of its 3 addresses has a lastmod" in (crawled.first.run("undated")["problem"] or "")
    # Asked again although the sitemap has not changed, and only where it is needed.
    assert crawled.second_asked[outlet].count("/") == 1
    assert "/" not in crawled.first_asked["mapped"] + crawled.second_asked["mapped"]


def test_an_outlet_whose_feeds_are_gone_is_read_from_its_home_page_and_the_problem_reported(crawled: TwoCrawls) -> None:
    assert len(crawled.desk.headlines("moved")) == 2
    problem = crawled.first.run("moved")["problem"]
    assert "HTTP 404" in problem
    assert "/map.xml: not a sitemap" in problem


def test_a_source_that_is_not_a_feed_is_a_problem_of_the_feed_and_of_the_run(crawled: TwoCrawls) -> None:
    assert "not RSS, Atom or JSON Feed but an HTML page" in crawled.first.run("broken")["problem"]
    problems = dict(crawled.desk.rows("SELECT url, problem FROM feeds WHERE outlet = 'broken' AND failures > 0"))
    assert len(problems) == 3  # its two sources, and the home page that was asked instead
    assert all(problems.values())


def test_every_run_has_a_row_and_the_crawl_has_its_end(crawled: TwoCrawls) -> None:
    finished = 2 * (len(OUTLETS) - 1)
    assert crawled.desk.rows("SELECT outcome, count(*) FROM runs GROUP BY 1") == [("failed", 2), ("finished", finished)]
    assert crawled.desk.rows("SELECT outcome FROM crawls") == [("finished",)] * 2


def test_the_wal_is_emptied_at_the_end_of_a_crawl(crawled: TwoCrawls) -> None:
    wal = crawled.desk.db.with_name("archive.db-wal")
    assert not wal.exists() or wal.stat().st_size == 0


def test_every_article_has_its_capture(crawled: TwoCrawls) -> None:
    missing = crawled.desk.rows(
        "SELECT count(*) FROM articles a LEFT JOIN captures c ON c.id = a.capture_id WHERE c.id IS NULL"
    )
    assert missing == [(0,)]


def test_a_crawl_without_problems_prints_nothing_and_exits_with_0(crawled: TwoCrawls) -> None:
    assert (crawled.first.exit_code, crawled.first.stderr) == (0, "")
