"""The middlewares that keep the pace: tables of headers, one gate with a given clock, and real crawls on loopback.

Only the crawls take real time; they assert that no request came too early, never that one was fast.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy.settings import Settings

from newsarchive.crawl.http import politeness
from newsarchive.crawl.http.failures import ForeignHost, HostBlocked, Stopping
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.http.pace import FAILURES_IN_A_ROW, DownloadLimit, ProcessPace
from newsarchive.crawl.http.politeness import HostGate, pace_of, pause_seconds, retry_after_seconds
from newsarchive.records import Outcome

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAGE = {"body": b"<p>A page.</p>"}
DELAY = 0.3
# A busy server may notice one request late and the next one at once.
SLACK = 0.15


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        pytest.param(b"120", 120, id="seconds"),
        pytest.param(b" 7 ", 7, id="seconds with spaces"),
        pytest.param(b"0", 0, id="no pause"),
        pytest.param(b"Sun, 22 Nov 2026 12:00:04 GMT", 4, id="date"),
        pytest.param(b"Sunday, 22-Nov-26 12:00:04 GMT", 4, id="obsolete date"),
        pytest.param(b"Sun, 22 Nov 2026 12:00:04", 4, id="date without a zone"),
        pytest.param(b"Sun, 22 Nov 2026 11:00:00 GMT", 0, id="date in the past"),
        pytest.param(b"Fri, 22 Nov 2526 12:00:00 GMT", 86400, id="five hundred years"),
        pytest.param(b"99999999999999999999", 86400, id="seconds without end"),
        pytest.param(b"-5", None, id="negative"),
        pytest.param(b"soon", None, id="a word"),
        pytest.param(b"", None, id="empty"),
        pytest.param(None, None, id="missing"),
        pytest.param("٣".encode(), None, id="digits of another script"),
        pytest.param(b"Sun, 99 Nov 2026 12:00:04 GMT", None, id="no such day"),
    ],
)
def test_retry_after_is_read_in_both_forms(value, seconds):
    assert retry_after_seconds(value, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        pytest.param(429, {"Retry-After": "9"}, 9, id="429 with a pause"),
        pytest.param(503, {"Retry-After": "9"}, 9, id="503 with a pause"),
        pytest.param(429, {}, politeness.UNNAMED_PAUSE_SECONDS, id="429 alone"),
        pytest.param(503, {}, None, id="503 alone"),
        pytest.param(200, {"Retry-After": "9"}, None, id="a page"),
        pytest.param(404, {"Retry-After": "9"}, None, id="not found"),
    ],
)
def test_only_429_and_503_can_ask_for_a_pause(status, headers, seconds):
    assert pause_seconds(Response("https://outlet.example/", status=status, headers=headers)) == seconds


class Clock:
    """A clock that stands still."""

    seconds = 1000.0

    def __call__(self):
        return self.seconds


def a_crawler(delay_seconds=1.0):
    settings = Settings({"NEWSARCHIVE_DELAY_SECONDS": delay_seconds, "NEWSARCHIVE_MAX_DELAY_SECONDS": 60})
    return SimpleNamespace(settings=settings, engine=SimpleNamespace(running=True))


def a_pace(max_downloads=24, clock=None, **facts):
    return ProcessPace(DownloadLimit(lambda: 0, max_downloads), now=clock or Clock(), **facts)


def a_gate(pace=None, **settings):
    return HostGate(a_crawler(**settings), pace or a_pace())


def a_request(path="/"):
    return Request(f"https://outlet.example{path}")


def test_the_pace_comes_from_the_crawlers_settings():
    pace = a_pace()
    assert pace_of(SimpleNamespace(settings=Settings({"NEWSARCHIVE_PACE": pace}))) is pace
    with pytest.raises(KeyError, match="ADDONS must list"):
        pace_of(SimpleNamespace(settings=Settings()))


async def test_a_turn_ends_once_however_often_the_request_leaves():
    clock = Clock()
    pace = a_pace(clock=clock)
    gate, request = a_gate(pace, delay_seconds=0), a_request()
    await gate.process_request(request)
    gate.request_left_downloader(request)
    gate.request_left_downloader(request)
    await gate.process_request(a_request("/second"))
    assert pace.host(request.url, 0).turn.locked()


async def test_a_retry_does_not_end_the_turn_of_the_request_it_copies():
    pace = a_pace()
    gate, request = a_gate(pace, delay_seconds=0), a_request()
    await gate.process_request(request)
    gate.request_left_downloader(request.copy())
    assert pace.host(request.url, 0).turn.locked()


async def test_two_crawlers_share_the_turn_of_a_host():
    pace = a_pace()
    first, second = a_gate(pace, delay_seconds=0), a_gate(pace, delay_seconds=0)
    request = a_request()
    await first.process_request(request)
    waiting = asyncio.ensure_future(second.process_request(a_request("/other")))
    await asyncio.sleep(0)
    assert not waiting.done()
    first.request_left_downloader(request)
    await waiting


async def test_a_cancelled_request_leaves_the_turn_free():
    clock = Clock()
    pace = a_pace(clock=clock)
    gate = a_gate(pace, delay_seconds=30)
    pace.host(a_request().url, 30).asked_at = clock.seconds
    waiting = asyncio.ensure_future(gate.process_request(a_request()))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert not pace.host(a_request().url, 30).turn.locked()


async def test_a_stop_ends_the_waiting_of_a_request():
    clock = Clock()
    pace = a_pace(clock=clock)
    gate = a_gate(pace)
    pace.host(a_request().url, 1).asked_at = clock.seconds
    gate._crawler.engine.running = False
    with pytest.raises(Stopping):
        await gate.process_request(a_request())
    assert not pace.host(a_request().url, 1).turn.locked()


async def test_a_request_to_a_host_with_a_long_pause_is_refused():
    gate = a_gate()
    answer = Response(a_request().url, status=429, headers={"Retry-After": "3600"})
    gate.response_downloaded(a_request(), answer)
    with pytest.raises(HostBlocked) as caught:
        await gate.process_request(a_request("/next"))
    assert caught.value.wait_seconds == 3600


async def test_time_outs_count_as_failures_and_our_refusals_do_not():
    pace = a_pace()
    gate = a_gate(pace)
    gate.process_exception(a_request(), DownloadTimeoutError())
    gate.process_exception(a_request(), HostBlocked("paused", 100))
    assert pace.host(a_request().url, 1).failures == 1


async def test_a_crawl_delay_is_capped():
    pace = a_pace()
    gate = a_gate(pace)
    gate.robots_parsed(SimpleNamespace(crawl_delay=lambda agent: 86400.0), a_request())
    assert pace.host(a_request().url, 1).delay_seconds == 60


async def test_the_download_limit_holds_over_all_hosts():
    gate = a_gate(a_pace(max_downloads=2))
    requests = [Request(f"https://outlet{n}.example/") for n in range(3)]
    await gate.process_request(requests[0])
    await gate.process_request(requests[1])
    third = asyncio.ensure_future(gate.process_request(requests[2]))
    await asyncio.sleep(0)
    assert not third.done()
    gate.request_left_downloader(requests[0])
    await third


def limited(status, pause):
    """A page that asks for a pause at its first visit, by whichever crawler."""

    def route(arrival, number):
        return {"status": status, "headers": {"Retry-After": pause()}} if number == 1 else PAGE

    return route


def in_two_seconds():
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


async def close(arrival, reader, writer):
    writer.close()


@pytest.fixture(scope="module")
def crawled(serve, crawl, authority):
    """One process in which two crawlers meet on each host; pages take a moment, so that overlaps would show."""
    ours = authority("ours")
    pages = {f"/{n}": {**PAGE, "seconds": 0.02} for n in range(20)}
    slow_rules = {"/robots.txt": {"body": b"User-agent: *\nCrawl-delay: 0.7\n"}}
    sites = {
        "plain": serve(pages),
        "slow": serve({**pages, **slow_rules}),
        "429": serve({**pages, "/0": limited(429, lambda: "1")}),
        "503": serve({**pages, "/0": limited(503, in_two_seconds)}),
        "closed for an hour": serve({**pages, "/0": {"status": 429, "headers": {"Retry-After": "3600"}}}),
        "overloaded": serve({**pages, "/0": {"status": 503}}),
        "broken": serve({**pages, "/0": {"status": 500}}),
        "dying": serve({"GET": close, "/robots.txt": {"status": 404}}),
        "slow to connect": serve(pages, tls=ours.context("127.0.0.1"), tls_after=1.5 * DELAY),
    }
    counts = {"plain": 4, "slow": 2, "dying": 10}
    jobs = {
        f"{kind}, {crawler}": [site.url(f"/{n}") for n in range(counts.get(kind, 3))]
        for kind, site in sites.items()
        for crawler in (1, 2)
    }
    environ = {"NEWSARCHIVE_DELAY_SECONDS": str(DELAY), "NEWSARCHIVE_CONTACT": "desk@archive.example"}
    environ["NEWSARCHIVE_CA_FILE"] = str(ours.pem)
    return SimpleNamespace(said=crawl(jobs, environ=environ), sites=sites)


def asked_after(site):
    """The seconds between the first visit to /0, which asked for a pause, and the next request of any crawler."""
    times = [arrival.at for arrival in site.arrivals]
    return times[site.paths().index("/0") + 1] - times[site.paths().index("/0")]


@pytest.mark.parametrize(("kind", "delay"), [("plain", DELAY), ("slow", 0.7), ("slow to connect", DELAY)])
def test_two_crawlers_keep_one_pace_on_a_host(crawled, kind, delay):
    site = crawled.sites[kind]
    assert min(site.gaps()) >= delay - SLACK
    assert sum(site.gaps()) >= delay * len(site.gaps()) - SLACK
    assert max(arrival.under_way for arrival in site.arrivals) == 1


def test_every_page_of_both_crawlers_is_fetched(crawled):
    assert sorted(crawled.sites["plain"].pages()) == sorted(["/0", "/1", "/2", "/3"] * 2)


@pytest.mark.parametrize(("kind", "pause"), [("429", 1), ("503", 1)])
def test_every_crawler_waits_for_a_short_pause_and_then_fetches_the_page(crawled, kind, pause):
    site = crawled.sites[kind]
    assert asked_after(site) >= pause - SLACK
    for crawler in (1, 2):
        assert site.url("/0") in crawled.said[f"{kind}, {crawler}"]["pages"]


def test_after_an_hours_pause_neither_crawler_asks_the_host_again(crawled):
    site = crawled.sites["closed for an hour"]
    assert site.pages()[-1] == "/0"
    assert site.pages().count("/0") == 1
    refused = [crawled.said[f"closed for an hour, {crawler}"]["refused"] for crawler in (1, 2)]
    outcomes = [one["outcome"] for each in refused for one in each.values()]
    waits = [one["wait"] for each in refused for one in each.values() if one["wait"]]
    assert set(outcomes) <= {Outcome.RATE_LIMITED, Outcome.ROBOTS_UNAVAILABLE}
    assert Outcome.RATE_LIMITED in outcomes
    assert all(3500 < wait <= 3600 for wait in waits)


def test_a_503_without_a_pause_is_left_for_a_later_crawl(crawled):
    site = crawled.sites["overloaded"]
    assert site.pages().count("/0") == 2
    refused = crawled.said["overloaded, 1"]["refused"]
    assert refused[site.url("/0")]["outcome"] == Outcome.SERVER_ERROR


def test_each_crawler_tries_three_times_after_a_server_error(crawled):
    assert crawled.sites["broken"].pages().count("/0") == 6


def test_a_host_that_only_fails_is_left_alone_after_ten_failures(crawled):
    site = crawled.sites["dying"]
    # Requests that were already sent when the last failure came may still arrive.
    assert FAILURES_IN_A_ROW <= len(site.pages()) <= FAILURES_IN_A_ROW + 2
    refused = [one for n in (1, 2) for one in crawled.said[f"dying, {n}"]["refused"].values()]
    assert len(refused) == 20
    assert {one["outcome"] for one in refused} <= {Outcome.UNREACHABLE}


def test_every_request_says_who_we_are_and_how_to_reach_us(crawled):
    agents = {a.headers.get("user-agent") for site in crawled.sites.values() for a in site.arrivals}
    assert agents == {"newsarchive/0.1.0 (+desk@archive.example)"}


def test_requests_have_no_referer_cookie_or_language(crawled):
    sent = {name for site in crawled.sites.values() for arrival in site.arrivals for name in arrival.headers}
    assert not sent & {"referer", "cookie", "accept-language"}


def test_scrapys_remote_control_is_off(crawled):
    extensions = crawled.said["plain, 1"]["extensions"]
    assert not set(extensions) & {"RemoteControl", "TelnetConsole"}


def test_after_a_stop_no_waiting_request_is_sent(serve, crawl):
    site = serve({f"/{n}": PAGE for n in range(4)})
    urls = [site.url(f"/{n}") for n in range(4)]
    said = crawl({"one": urls}, stop_on_first_page=True, settings={"NEWSARCHIVE_DELAY_SECONDS": 1.5})["one"]
    assert len(site.pages()) == 1
    assert said["finish_reason"] == "shutdown"
    assert {one["outcome"] for one in said["refused"].values()} <= {Outcome.PENDING}


async def test_no_request_passes_once_the_time_of_the_process_is_over():
    clock, deadline = Clock(), 1005.0
    pace = a_pace(clock=clock, is_over=lambda: clock.seconds >= deadline)
    gate, first = a_gate(pace, delay_seconds=0), a_request()
    await gate.process_request(first)
    waiting = asyncio.ensure_future(gate.process_request(a_request("/waits for its turn")))
    await asyncio.sleep(0)
    # As if the process had been stopped here, and woken after its time.
    clock.seconds = deadline
    gate.request_left_downloader(first)
    with pytest.raises(Stopping, match="the time in which this process may ask is over"):
        await waiting
    with pytest.raises(Stopping):
        await gate.process_request(a_request("/later"))
    assert not pace.host(first.url, 0).turn.locked()


async def test_the_time_may_be_over_while_the_last_wait_is_for_a_download():
    clock, deadline = Clock(), 1005.0
    pace = a_pace(1, clock=clock, is_over=lambda: clock.seconds >= deadline)
    gate, other = a_gate(pace, delay_seconds=0), Request("https://other.example/")
    await gate.process_request(other)
    waiting = asyncio.ensure_future(gate.process_request(a_request()))
    await asyncio.sleep(0)
    clock.seconds = deadline
    gate.request_left_downloader(other)
    with pytest.raises(Stopping):
        await waiting
    await asyncio.wait_for(pace.limit.acquire(lambda: None), 5)


async def test_a_host_of_another_process_is_not_asked():
    pace = a_pace(part=Hosts(domains=frozenset({"outlet.example"})))
    gate = a_gate(pace, delay_seconds=0)
    gate._crawler.spidercls = SimpleNamespace(name="post")
    with pytest.raises(ForeignHost, match=r"cdn.example:81 is asked from the next crawl on"):
        await gate.process_request(Request("https://cdn.example:81/map.xml"))
    await gate.process_request(a_request())
    assert pace.foreign == {("post", "cdn.example:81")}


def test_hosts_that_another_process_asked_wait_for_their_delay():
    pace = a_pace(asked_at=1000.0)
    assert pace.host("https://outlet.example/", 2.0).wait_seconds(1000.5) == 1.5
