"""The pace of hosts: tables of headers, the state of one host by a given clock, and real crawls on loopback.

Only the crawls take real time; they assert that nothing came too soon, never that anything was quick.
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
from newsarchive.crawl.http.failures import HostBlocked, Stopping
from newsarchive.crawl.http.politeness import Host, HostGate, Hosts, Room, pause_seconds, retry_after_seconds
from newsarchive.records import Outcome

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAGE = {"body": b"<p>A page.</p>"}
DELAY = 0.3
# The server may notice one request late and the next at once, the more so on a busy machine.
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
def test_a_pause_is_taken_only_from_answers_that_ask_for_one(status, headers, seconds):
    assert pause_seconds(Response("https://outlet.example/", status=status, headers=headers)) == seconds


def test_a_crawl_delay_counts_from_the_request_before_it():
    host = Host(delay_seconds=1, asked_at=100)
    host.slow_down(10)
    assert host.wait_seconds(now=101) == 9


def test_a_crawl_delay_never_makes_us_faster():
    host = Host(delay_seconds=2, asked_at=100)
    host.slow_down(0.5)
    assert host.wait_seconds(now=101) == 1


def test_a_shorter_pause_does_not_lift_a_longer_one():
    host = Host(delay_seconds=1)
    host.block(100, 500, "long")
    host.block(101, 5, "short")
    assert host.wait_seconds(now=101) == 499


def test_a_long_pause_is_refused_with_the_seconds_that_are_left():
    host = Host(delay_seconds=1)
    host.block(100, 500, "HTTP 429")
    host.refuse_if_blocked(now=540, max_wait_seconds=60)
    with pytest.raises(HostBlocked, match="HTTP 429") as caught:
        host.refuse_if_blocked(now=400, max_wait_seconds=60)
    assert caught.value.wait_seconds == 200


def test_a_host_that_keeps_failing_is_left_alone():
    host = Host(delay_seconds=1)
    for _ in range(politeness.FAILURES_IN_A_ROW):
        host.refuse_if_blocked(now=100, max_wait_seconds=60)
        host.answered(is_well=False, now=100)
    with pytest.raises(HostBlocked) as caught:
        host.refuse_if_blocked(now=100, max_wait_seconds=60)
    assert caught.value.outcome == Outcome.UNREACHABLE


def test_one_good_answer_forgives_failures():
    host = Host(delay_seconds=1)
    for is_well in [False] * (politeness.FAILURES_IN_A_ROW - 1) + [True] + [False]:
        host.answered(is_well, now=100)
    assert host.failures == 1


class Clock:
    """A clock that stands still."""

    seconds = 1000.0

    def __call__(self):
        return self.seconds


def a_crawler(delay_seconds=1.0):
    settings = Settings({"NEWSARCHIVE_DELAY_SECONDS": delay_seconds, "NEWSARCHIVE_MAX_DELAY_SECONDS": 60})
    return SimpleNamespace(settings=settings, engine=SimpleNamespace(running=True))


def a_gate(hosts=None, room=None, clock=None, **settings):
    return HostGate(a_crawler(**settings), hosts or Hosts(), room or Room(), clock or Clock())


def a_request(path="/"):
    return Request(f"https://outlet.example{path}")


async def test_a_turn_is_given_back_once_however_often_the_request_leaves():
    hosts, clock = Hosts(), Clock()
    gate, request = a_gate(hosts, clock=clock, delay_seconds=0), a_request()
    await gate.process_request(request)
    gate.request_left_downloader(request)
    gate.request_left_downloader(request)
    await gate.process_request(a_request("/second"))
    assert hosts.of(request.url, 0).turn.locked()


async def test_a_retry_holds_no_turn_of_the_request_it_copies():
    hosts = Hosts()
    gate, request = a_gate(hosts, delay_seconds=0), a_request()
    await gate.process_request(request)
    gate.request_left_downloader(request.copy())
    assert hosts.of(request.url, 0).turn.locked()


async def test_two_crawlers_share_the_turn_of_a_host():
    hosts = Hosts()
    first, second = a_gate(hosts, delay_seconds=0), a_gate(hosts, delay_seconds=0)
    request = a_request()
    await first.process_request(request)
    waiting = asyncio.ensure_future(second.process_request(a_request("/other")))
    await asyncio.sleep(0)
    assert not waiting.done()
    first.request_left_downloader(request)
    await waiting


async def test_a_request_that_is_cancelled_while_it_waits_leaves_the_turn_free():
    hosts, clock = Hosts(), Clock()
    gate = a_gate(hosts, clock=clock, delay_seconds=30)
    hosts.of(a_request().url, 30).asked_at = clock.seconds
    waiting = asyncio.ensure_future(gate.process_request(a_request()))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert not hosts.of(a_request().url, 30).turn.locked()


async def test_a_stop_ends_the_waiting_and_is_no_attempt():
    hosts, clock = Hosts(), Clock()
    gate = a_gate(hosts, clock=clock)
    hosts.of(a_request().url, 1).asked_at = clock.seconds
    gate._crawler.engine.running = False
    with pytest.raises(Stopping):
        await gate.process_request(a_request())
    assert not hosts.of(a_request().url, 1).turn.locked()


async def test_a_host_that_named_a_long_pause_is_not_waited_for():
    gate = a_gate()
    answer = Response(a_request().url, status=429, headers={"Retry-After": "3600"})
    gate.response_downloaded(a_request(), answer)
    with pytest.raises(HostBlocked) as caught:
        await gate.process_request(a_request("/next"))
    assert caught.value.wait_seconds == 3600


async def test_time_outs_count_as_failures_and_refusals_do_not():
    hosts = Hosts()
    gate = a_gate(hosts)
    gate.process_exception(a_request(), DownloadTimeoutError())
    gate.process_exception(a_request(), HostBlocked("paused", 100))
    assert hosts.of(a_request().url, 1).failures == 1


async def test_a_crawl_delay_is_capped():
    hosts = Hosts()
    gate = a_gate(hosts)
    gate.robots_parsed(SimpleNamespace(crawl_delay=lambda agent: 86400.0), a_request())
    assert hosts.of(a_request().url, 1).delay_seconds == 60


async def test_no_download_begins_while_extraction_is_behind(monkeypatch):
    ahead = [100]
    monkeypatch.setattr(politeness, "in_flight_bytes", lambda: ahead[0])
    room = Room(downloads=1, bytes_ahead=50)
    entering = asyncio.ensure_future(room.enter(lambda: None))
    await asyncio.sleep(0)
    assert not entering.done()
    ahead[0] = 50
    await asyncio.wait_for(entering, 5)


async def test_downloads_under_way_are_bounded_over_all_hosts():
    gate = a_gate(room=Room(downloads=2))
    requests = [Request(f"https://outlet{n}.example/") for n in range(3)]
    await gate.process_request(requests[0])
    await gate.process_request(requests[1])
    third = asyncio.ensure_future(gate.process_request(requests[2]))
    await asyncio.sleep(0)
    assert not third.done()
    gate.request_left_downloader(requests[0])
    await third


async def test_room_is_given_back_when_the_wait_for_extraction_is_given_up(monkeypatch):
    monkeypatch.setattr(politeness, "in_flight_bytes", lambda: 100)
    room = Room(downloads=1, bytes_ahead=50)

    def stop():
        raise Stopping("stopped")

    with pytest.raises(Stopping):
        await room.enter(stop)
    monkeypatch.setattr(politeness, "in_flight_bytes", lambda: 0)
    await asyncio.wait_for(room.enter(stop), 5)


def limited(status, pause):
    """A page that asks for a pause on the first of all visits, whichever crawler comes."""

    def route(arrival, number):
        return {"status": status, "headers": {"Retry-After": pause()}} if number == 1 else PAGE

    return route


def in_two_seconds():
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


async def close(arrival, reader, writer):
    writer.close()


@pytest.fixture(scope="module")
def crawled(serve, crawl):
    """One process in which two crawlers meet on each host; pages take a moment, so that overlaps would show."""
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
    }
    counts = {"plain": 4, "slow": 2, "dying": 10}
    jobs = {
        f"{kind}, {crawler}": [site.url(f"/{n}") for n in range(counts.get(kind, 3))]
        for kind, site in sites.items()
        for crawler in (1, 2)
    }
    environ = {"NEWSARCHIVE_DELAY_SECONDS": str(DELAY), "NEWSARCHIVE_CONTACT": "desk@archive.example"}
    return SimpleNamespace(said=crawl(jobs, environ=environ), sites=sites)


def asked_after(site):
    """The seconds between the first visit to /0, which asked for a pause, and the next request of anyone."""
    times = [arrival.at for arrival in site.arrivals]
    return times[site.paths().index("/0") + 1] - times[site.paths().index("/0")]


@pytest.mark.parametrize(("kind", "delay"), [("plain", DELAY), ("slow", 0.7)])
def test_two_crawlers_keep_one_pace_on_a_host(crawled, kind, delay):
    site = crawled.sites[kind]
    assert min(site.gaps()) >= delay - SLACK
    assert sum(site.gaps()) >= delay * len(site.gaps()) - SLACK
    assert max(arrival.under_way for arrival in site.arrivals) == 1


def test_every_page_of_both_crawlers_was_fetched_at_that_pace(crawled):
    assert sorted(crawled.sites["plain"].pages()) == sorted(["/0", "/1", "/2", "/3"] * 2)


@pytest.mark.parametrize(("kind", "pause"), [("429", 1), ("503", 1)])
def test_a_short_pause_is_kept_by_every_crawler_and_then_the_page_is_fetched(crawled, kind, pause):
    site = crawled.sites[kind]
    assert asked_after(site) >= pause - SLACK
    for crawler in (1, 2):
        assert site.url("/0") in crawled.said[f"{kind}, {crawler}"]["pages"]


def test_an_hours_pause_ends_the_hosts_part_of_the_crawl_for_both(crawled):
    site = crawled.sites["closed for an hour"]
    assert site.pages()[-1] == "/0"
    assert site.pages().count("/0") == 1
    refused = [crawled.said[f"closed for an hour, {crawler}"]["refused"] for crawler in (1, 2)]
    outcomes = [one["outcome"] for each in refused for one in each.values()]
    waits = [one["wait"] for each in refused for one in each.values() if one["wait"]]
    assert set(outcomes) <= {Outcome.RATE_LIMITED, Outcome.ROBOTS_UNAVAILABLE}
    assert Outcome.RATE_LIMITED in outcomes
    assert all(3500 < wait <= 3600 for wait in waits)


def test_a_503_that_names_no_pause_is_left_for_a_later_crawl(crawled):
    site = crawled.sites["overloaded"]
    assert site.pages().count("/0") == 2
    refused = crawled.said["overloaded, 1"]["refused"]
    assert refused[site.url("/0")]["outcome"] == Outcome.SERVER_ERROR


def test_a_server_error_is_tried_three_times_by_each_crawler(crawled):
    assert crawled.sites["broken"].pages().count("/0") == 6


def test_a_host_that_only_fails_is_not_asked_for_every_page(crawled):
    site = crawled.sites["dying"]
    # Requests that were under way or let through when the last failure came may still arrive.
    assert politeness.FAILURES_IN_A_ROW <= len(site.pages()) <= politeness.FAILURES_IN_A_ROW + 2
    refused = [one for n in (1, 2) for one in crawled.said[f"dying, {n}"]["refused"].values()]
    assert len(refused) == 20
    assert {one["outcome"] for one in refused} <= {Outcome.UNREACHABLE}


def test_every_request_says_who_we_are_and_how_to_reach_us(crawled):
    agents = {a.headers.get("user-agent") for site in crawled.sites.values() for a in site.arrivals}
    assert agents == {"newsarchive/0.1.0 (+desk@archive.example)"}


def test_no_request_says_where_it_comes_from(crawled):
    sent = {name for site in crawled.sites.values() for arrival in site.arrivals for name in arrival.headers}
    assert not sent & {"referer", "cookie", "accept-language"}


def test_scrapys_remote_control_is_shut(crawled):
    extensions = crawled.said["plain, 1"]["extensions"]
    assert not set(extensions) & {"RemoteControl", "TelnetConsole"}


def test_a_stop_leaves_what_waits_for_a_slow_host_unasked(serve, crawl):
    site = serve({f"/{n}": PAGE for n in range(4)})
    urls = [site.url(f"/{n}") for n in range(4)]
    said = crawl({"one": urls}, stop_on_first_page=True, settings={"NEWSARCHIVE_DELAY_SECONDS": 1.5})["one"]
    assert len(site.pages()) == 1
    assert said["finish_reason"] == "shutdown"
    assert {one["outcome"] for one in said["refused"].values()} <= {Outcome.PENDING}
