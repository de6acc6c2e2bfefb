"""robots.txt of real servers: two crawlers in one process request forbidden pages, directly and by redirect."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.http import Response

from newsarchive.crawl.http.robots import MAX_BYTES, rules_text
from newsarchive.records import Outcome

CLOSED = b"User-agent: *\nDisallow: /closed/\nSitemap: https://outlet.example/news.xml\n"


PAGE = {"body": b"<p>A page.</p>"}


def rules(body: bytes = CLOSED, status: int = 200) -> dict[str, Any]:
    # Slow enough that the pages of the host wait for it together.
    return {"body": body, "status": status, "headers": {"Content-Type": "text/plain"}, "seconds": 0.05}


def to(url: str) -> dict[str, Any]:
    return {"status": 302, "headers": {"Location": url}}


async def hang(arrival, reader, writer):
    await reader.read()


async def close(arrival, reader, writer):
    writer.close()


def after_hops(count: int) -> dict[str, Any]:
    hops = {f"/hop{n}": to(f"/hop{n + 1}") for n in range(1, count)}
    return {"/robots.txt": to("/hop1"), **hops, f"/hop{count}": rules(), "/closed/1": PAGE, "/open": PAGE}


UNAVAILABLE = {
    "server error": rules(b"", 500),
    "too many requests": rules(b"", 429),
    "no answer in time": hang,
    "closed connection": close,
    "redirects to itself": to("/robots.txt"),
}
ALLOWING = {
    "not found, with rules in the error page": rules(b"User-agent: *\nDisallow: /", 404),
    "forbidden": rules(b"", 403),
    "an HTML page": {"body": b"\n<!doctype html>\n<html><body><p>User-agent: *</p>\n<p>Disallow: /</p></body></html>"},
    "empty": rules(b""),
}


@pytest.fixture(scope="module")
def crawled(serve, crawl):
    """One crawl of two crawlers over every kind of robots.txt."""
    open_pages = {f"/open/{n}": PAGE for n in range(8)}
    closed_pages = {f"/closed/{n}": PAGE for n in range(20)}
    other = serve({"/robots.txt": rules(), **closed_pages})
    moved = serve({"/robots.txt": to(other.url("/robots.txt")), **closed_pages})
    redirects = {"/inside": to("/closed/11"), "/outside": to(other.url("/closed/12")), "/twice": to("/inside")}
    main = serve({"/robots.txt": rules(), **open_pages, **closed_pages, **redirects})
    forbidden = [main.url(f"/closed/{n}") for n in range(9)] + [main.url(path) for path in redirects]
    forbidden.append(moved.url("/closed/13"))
    unavailable = {name: serve({"/robots.txt": route, "/open": PAGE}) for name, route in UNAVAILABLE.items()}
    allowing = {name: serve({"/robots.txt": route, "/open": PAGE}) for name, route in ALLOWING.items()}
    five, six = serve(after_hops(5)), serve(after_hops(6))
    hopping = [site.url(path) for site in (five, six) for path in ("/open", "/closed/1")]
    jobs = {
        "first": forbidden + [main.url(path) for path in open_pages],
        "second": forbidden[::-1],
        "third": hopping + [site.url("/open") for site in allowing.values()],
        **{name: [site.url("/open")] * 2 for name, site in unavailable.items()},
    }
    said = crawl(jobs, settings={"DOWNLOAD_TIMEOUT": 1}, robots_of=main.url("/any"))
    return SimpleNamespace(said=said, **{key: value for key, value in locals().items() if key not in ("said", "jobs")})


def test_no_crawler_fetches_a_forbidden_page(crawled):
    fetched = [path for site in (crawled.main, crawled.other, crawled.moved) for path in site.pages()]
    assert len(crawled.forbidden) == 13
    assert not [path for path in fetched if path.startswith("/closed/")]


@pytest.mark.parametrize("crawler", ["first", "second"])
def test_every_forbidden_url_has_its_outcome(crawled, crawler):
    refused = crawled.said[crawler]["refused"]
    assert {url: refused[url]["outcome"] for url in crawled.forbidden} == dict.fromkeys(
        crawled.forbidden, Outcome.ROBOTS_FORBIDS
    )


def test_allowed_pages_are_fetched(crawled):
    pages = crawled.said["first"]["pages"]
    assert set(pages) == {crawled.main.url(path) for path in crawled.open_pages}


def test_robots_txt_is_fetched_once_per_crawler(crawled):
    asking = ["first", "second", "third", *UNAVAILABLE]
    assert crawled.main.paths().count("/robots.txt") == len(asking)


@pytest.mark.parametrize("kind", UNAVAILABLE)
def test_no_page_is_fetched_while_the_rules_cannot_be_read(crawled, kind):
    site = crawled.unavailable[kind]
    assert site.pages() == []
    assert crawled.said[kind]["refused"][site.url("/open")]["outcome"] == Outcome.ROBOTS_UNAVAILABLE


@pytest.mark.parametrize("kind", ALLOWING)
def test_an_answer_without_rules_allows_everything(crawled, kind):
    assert crawled.allowing[kind].url("/open") in crawled.said["third"]["pages"]


def test_rules_behind_five_redirects_are_obeyed(crawled):
    third = crawled.said["third"]
    assert crawled.five.url("/open") in third["pages"]
    assert third["refused"][crawled.five.url("/closed/1")]["outcome"] == Outcome.ROBOTS_FORBIDS


def test_no_page_is_fetched_with_rules_behind_six_redirects(crawled):
    refused = crawled.said["third"]["refused"]
    assert refused[crawled.six.url("/open")]["outcome"] == Outcome.ROBOTS_UNAVAILABLE


def test_the_text_includes_the_sitemap_lines(crawled):
    assert crawled.said["first"]["robots_text"] == CLOSED.decode()


@pytest.mark.parametrize("status", [204, 301, 404, 410])
def test_only_a_2xx_answer_holds_rules(status):
    assert not rules_text(Response("https://outlet.example/robots.txt", status=status, body=b""))


def test_real_rules_sent_as_html_are_read():
    headers = {"Content-Type": "text/html"}
    assert rules_text(Response("https://outlet.example/robots.txt", headers=headers, body=CLOSED)) == CLOSED.decode()


def test_a_file_beyond_the_size_limit_is_cut_at_the_end_of_a_line():
    body = b"Disallow: /a\n" * 50_000
    text = rules_text(Response("https://outlet.example/robots.txt", body=body))
    assert text is not None
    assert MAX_BYTES - 20 < len(text) <= MAX_BYTES
    assert set(text.splitlines()) == {"Disallow: /a"}


def test_the_mark_of_the_encoding_and_null_bytes_are_left_out():
    body = b"\xef\xbb\xbfUser-agent: *\n\x00Disallow: /closed/\n"
    assert rules_text(Response("https://outlet.example/robots.txt", body=body)) == "User-agent: *\nDisallow: /closed/\n"


def test_a_file_beyond_the_size_limit_with_old_line_ends_is_cut_at_the_end_of_a_line():
    text = rules_text(Response("https://outlet.example/robots.txt", body=b"Disallow: /a\r" * 50_000))
    assert set((text or "").split("\r")) == {"Disallow: /a"}
