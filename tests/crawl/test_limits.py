"""Answers of real servers that are too large, too slow or broken: each gives one URL an outcome and a reason."""

import asyncio
import gzip
from types import SimpleNamespace

import pytest

from newsarchive.records import Outcome

PAGE = {"body": b"<p>A page.</p>"}
MB = 1024 * 1024
# The limits of this test's crawl; a crawl's own are ten times larger.
TIMEOUT_SECONDS = 1
MAX_MB = 1


async def headers_first(writer, *lines):
    writer.write("\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", *lines, "", "")).encode())
    await writer.drain()


async def announced(arrival, reader, writer):
    await headers_first(writer, "Content-Length: 31457280")
    await endless_bytes(writer)


async def endless(arrival, reader, writer):
    await headers_first(writer)
    await endless_bytes(writer)


async def endless_bytes(writer):
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()


async def dripped(arrival, reader, writer):
    await headers_first(writer)
    while True:
        writer.write(b"drip")
        await writer.drain()
        await asyncio.sleep(0.1)


async def endless_headers(arrival, reader, writer):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: " + b"y" * 8000 + b"\r\n")
        await writer.drain()


async def broken_off(arrival, reader, writer):
    await headers_first(writer, "Content-Length: 5000")
    writer.write(b"<p>half a page")
    await writer.drain()
    writer.close()


async def no_http(arrival, reader, writer):
    writer.write(b"\x00\x01\x02 what is this\r\n\r\n")
    await writer.drain()
    writer.close()


def encoded(body, encoding="gzip"):
    return {"body": body, "headers": {"Content-Encoding": encoding}}


def bomb(size=20 * MB):
    return gzip.compress(bytes(size), 9)


def redirect(arrival, number):
    return {"status": 302, "headers": {"Location": f"/redirects?{number}"}}


def many_headers(arrival, number):
    return {**PAGE, "headers": {f"X-{n}": "y" * 100 for n in range(500)}}


# path: (route, outcome, words of the reason, whether it is worth a second try at once)
HOSTILE = {
    "/gzip-bomb": (encoded(bomb()), Outcome.TOO_LARGE, "size limit", False),
    "/gzip-in-gzip-bomb": (encoded(gzip.compress(bomb()), "gzip, gzip"), Outcome.TOO_LARGE, "size limit", False),
    "/30-mb-announced": (announced, Outcome.TOO_LARGE, "size limit", False),
    "/endless": (endless, Outcome.TOO_LARGE, "size limit", False),
    "/dripped": (dripped, Outcome.TIMED_OUT, "time limit", True),
    "/endless-headers": (endless_headers, Outcome.TOO_LARGE, "headers", False),
    "/broken-off": (broken_off, Outcome.UNREACHABLE, "ended too early", True),
    "/not-gzip": (encoded(b"\x1f\x8b\x08\x00broken"), Outcome.UNREACHABLE, "not compressed", False),
    "/no-http": (no_http, Outcome.UNREACHABLE, "connection failed", True),
    "/redirects": (redirect, Outcome.REFUSED, "redirected too many times", False),
    "/to-a-file": ({"status": 302, "headers": {"Location": "file:///etc/passwd"}}, Outcome.REFUSED, "redirect", False),
}
BEARABLE = {"/page": PAGE, "/many-headers": many_headers, "/gzipped": encoded(gzip.compress(b"<p>A page.</p>"))}
CODINGS = ("gzip", "x-gzip", "br", "deflate")
BEARABLE |= {f"/plain-as-{coding}": encoded(b"<p>A page.</p>", coding) for coding in CODINGS}


@pytest.fixture(scope="module")
def crawled(serve, crawl):
    hostile = {path: route for path, (route, *_) in HOSTILE.items()}
    hops = {f"/redirects?{n}": redirect for n in range(30)}
    sites = {path: serve({**hostile, **hops}) for path in HOSTILE}
    well = serve(BEARABLE)
    paused = serve({f"/{n}": {"status": 429, "headers": {"Retry-After": "7200"}} for n in range(8)})
    jobs = {path: [site.url(path)] for path, site in sites.items()} | {"well": [well.url(path) for path in BEARABLE]}
    jobs["paused"] = [paused.url(f"/{n}") for n in range(8)]
    environ = {"NEWSARCHIVE_PAGE_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS), "NEWSARCHIVE_PAGE_MAX_MB": str(MAX_MB)}
    return SimpleNamespace(said=crawl(jobs, environ=environ), sites=sites, well=well, paused=paused)


@pytest.mark.parametrize("path", HOSTILE)
def test_an_answer_without_end_is_given_up_with_a_reason(crawled, path):
    _, outcome, words, _ = HOSTILE[path]
    refused = crawled.said[path]["refused"][crawled.sites[path].url(path)]
    assert refused["outcome"] == outcome
    assert words in refused["reason"]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_request_is_repeated_only_where_that_may_help(crawled, path):
    *_, again = HOSTILE[path]
    assert crawled.sites[path].pages().count(path) == (3 if again else 1)


def test_redirects_end_after_ten(crawled):
    assert len(crawled.sites["/redirects"].pages()) == 11


@pytest.mark.parametrize("path", BEARABLE)
def test_answers_within_the_limits_are_pages(crawled, path):
    assert crawled.said["well"]["pages"][crawled.well.url(path)]["bytes"] == len(PAGE["body"])


def test_a_pause_holds_at_once_even_without_a_delay(crawled):
    assert len(crawled.paused.pages()) == 1
    assert len(crawled.said["paused"]["refused"]) == 8


def test_nothing_is_printed_about_refused_answers(crawled):
    assert crawled.said["stderr"] == ""
