"""The pace of one host by a given clock, and the limits of the whole process."""

import asyncio
import copy

import pytest

from newsarchive.crawl.http.failures import HostBlocked, Stopping
from newsarchive.crawl.http.pace import FAILURES_IN_A_ROW, DownloadLimit, HostPace, ProcessPace
from newsarchive.records import Outcome


def test_a_crawl_delay_counts_from_the_request_before_it():
    host = HostPace(delay_seconds=1, asked_at=100)
    host.slow_down(10)
    assert host.wait_seconds(now=101) == 9


def test_a_crawl_delay_never_makes_us_faster():
    host = HostPace(delay_seconds=2, asked_at=100)
    host.slow_down(0.5)
    assert host.wait_seconds(now=101) == 1


def test_a_shorter_pause_does_not_lift_a_longer_one():
    host = HostPace(delay_seconds=1)
    host.block(100, 500, "long")
    host.block(101, 5, "short")
    assert host.wait_seconds(now=101) == 499


def test_a_long_pause_is_refused_with_the_seconds_that_are_left():
    host = HostPace(delay_seconds=1)
    host.block(100, 500, "HTTP 429")
    host.refuse_if_blocked(now=540, max_wait_seconds=60)
    with pytest.raises(HostBlocked, match="HTTP 429") as caught:
        host.refuse_if_blocked(now=400, max_wait_seconds=60)
    assert caught.value.wait_seconds == 200


def test_a_host_that_keeps_failing_is_left_alone():
    host = HostPace(delay_seconds=1)
    for _ in range(FAILURES_IN_A_ROW):
        host.refuse_if_blocked(now=100, max_wait_seconds=60)
        host.record_answer(is_good=False, now=100)
    with pytest.raises(HostBlocked) as caught:
        host.refuse_if_blocked(now=100, max_wait_seconds=60)
    assert caught.value.outcome == Outcome.UNREACHABLE


def test_one_good_answer_ends_the_row_of_failures():
    host = HostPace(delay_seconds=1)
    for is_good in [False] * (FAILURES_IN_A_ROW - 1) + [True] + [False]:
        host.record_answer(is_good, now=100)
    assert host.failures == 1


async def test_no_download_begins_while_workers_have_too_much_to_read():
    unread = [100]
    limit = DownloadLimit(lambda: unread[0], max_downloads=1, max_unread_bytes=50)
    entering = asyncio.ensure_future(limit.acquire(lambda: None))
    await asyncio.sleep(0)
    assert not entering.done()
    unread[0] = 50
    await asyncio.wait_for(entering, 5)


async def test_the_download_is_free_again_when_a_waiting_request_gives_up():
    unread = [100]
    limit = DownloadLimit(lambda: unread[0], max_downloads=1, max_unread_bytes=50)

    def stop():
        raise Stopping("stopped")

    with pytest.raises(Stopping):
        await limit.acquire(stop)
    unread[0] = 0
    await asyncio.wait_for(limit.acquire(stop), 5)


def test_http_and_https_of_a_host_share_one_pace():
    pace = ProcessPace(DownloadLimit(lambda: 0))
    host = pace.host("https://outlet.example/1", delay_seconds=1)
    assert pace.host("http://outlet.example/2", delay_seconds=9) is host
    assert host.delay_seconds == 1, "the delay of a known host does not change"
    assert pace.host("https://other.example/", delay_seconds=9) is not host


def test_a_copy_is_the_same_pace():
    pace = ProcessPace(DownloadLimit(lambda: 0))
    assert copy.deepcopy(pace) is pace
