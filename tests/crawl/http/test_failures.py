import asyncio

import pytest
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
)
from scrapy.http import HtmlResponse, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.test import get_crawler
from twisted.internet.error import ConnectionLost, NoRouteError
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from newsarchive.crawl.http.failures import (
    HeadTooLarge,
    HostBlocked,
    HostUnreachable,
    PrivateAddress,
    RobotsForbids,
    RobotsUnavailable,
    Stopping,
    is_lasting,
    is_unreachable,
    outcome_of,
    outcome_of_status,
    wait_seconds_of,
)
from newsarchive.records import Outcome


def caused_by(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (DownloadTimeoutError("slow"), Outcome.TIMED_OUT),
        (CannotResolveHostError("who"), Outcome.UNREACHABLE),
        (DownloadConnectionRefusedError("no"), Outcome.UNREACHABLE),
        (DownloadFailedError("gone"), Outcome.UNREACHABLE),
        (ResponseDataLossError(), Outcome.UNREACHABLE),
        (ConnectionLost(), Outcome.UNREACHABLE),
        (NoRouteError(), Outcome.UNREACHABLE),
        (DownloadCancelledError("big"), Outcome.TOO_LARGE),
        (NotSupported("ftp"), Outcome.REFUSED),
        (IgnoreRequest("max redirections reached"), Outcome.REFUSED),
        (IgnoreRequest("Filtered offsite request"), Outcome.REFUSED),
        (asyncio.CancelledError(), Outcome.PENDING),
        (RobotsForbids("no"), Outcome.ROBOTS_FORBIDS),
        (RobotsUnavailable("later"), Outcome.ROBOTS_UNAVAILABLE),
        (PrivateAddress("inside"), Outcome.PRIVATE_ADDRESS),
        (HostBlocked("paused", 90), Outcome.RATE_LIMITED),
        (Stopping("stopped"), Outcome.PENDING),
        (KeyError("ours"), Outcome.UNREACHABLE),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
def test_every_failure_has_an_outcome_and_a_reason_of_one_line(error, outcome):
    found, reason = outcome_of(Failure(error))
    assert found == outcome
    assert reason
    assert "\n" not in reason
    assert outcome_of(error) == (found, reason)


@pytest.mark.parametrize("coding", ["zstd", "br", "gzip", "deflate"])
def test_a_body_that_is_not_compressed_as_its_headers_say_has_a_plain_reason(coding):
    answer = HtmlResponse("https://post.example/1", headers={"Content-Encoding": coding}, body=b"\x1f\x8b not at all")
    middleware = HttpCompressionMiddleware.from_crawler(get_crawler())
    with pytest.raises(Exception) as raised:  # noqa: PT011  (each library has its own)
        middleware.process_response(Request(answer.url), answer)
    assert outcome_of(raised.value) == (Outcome.UNREACHABLE, "the body is not compressed as its headers say")


def test_an_error_of_the_system_is_not_blamed_on_the_body():
    assert outcome_of(OSError(24, "Too many open files")) == (Outcome.UNREACHABLE, "the connection failed")


@pytest.mark.parametrize(
    ("error", "nothing_answered"),
    [
        (CannotResolveHostError("who"), True),
        (DownloadConnectionRefusedError("no"), True),
        (NoRouteError(), True),
        (HostUnreachable("robots.txt: the connection was refused"), True),
        (RobotsUnavailable("robots.txt: HTTP 503"), False),
        (ResponseDataLossError(), False),
        (DownloadTimeoutError("slow"), False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
def test_a_host_that_did_not_answer_is_told_from_one_that_did(error, nothing_answered):
    assert is_unreachable(error) == nothing_answered


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (304, Outcome.REFUSED),
        (400, Outcome.REFUSED),
        (401, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (404, Outcome.NOT_FOUND),
        (410, Outcome.NOT_FOUND),
        (418, Outcome.REFUSED),
        (429, Outcome.RATE_LIMITED),
        (451, Outcome.REFUSED),
        (500, Outcome.SERVER_ERROR),
        (503, Outcome.SERVER_ERROR),
        (999, Outcome.REFUSED),
    ],
)
def test_every_status_has_an_outcome_and_a_reason_that_names_it(status, outcome):
    found, reason = outcome_of_status(status)
    assert found == outcome
    assert str(status) in reason
    answer = Response("https://outlet.example/a", status=status)
    assert outcome_of(HttpError(answer)) == outcome_of(None, answer) == (found, reason)


def test_too_large_headers_are_recognized_inside_scrapys_exception():
    error = caused_by(DownloadFailedError(), ResponseFailed([Failure(HeadTooLarge("many"))]))
    assert outcome_of(error)[0] == Outcome.TOO_LARGE
    assert is_lasting(error)


def test_a_lost_connection_is_not_lasting():
    assert not is_lasting(caused_by(DownloadFailedError(), ResponseFailed([Failure(ConnectionLost())])))


def test_the_reason_names_an_unexpected_error():
    assert outcome_of(KeyError("ours"))[1] == "unexpected KeyError: 'ours'"


def test_a_long_reason_is_cut():
    assert len(outcome_of(RobotsUnavailable("word " * 1000))[1]) == 300


def test_a_loop_of_causes_ends():
    error = DownloadFailedError()
    error.__cause__ = caused_by(ValueError(), error)
    assert outcome_of(error)[0] == Outcome.UNREACHABLE


def test_the_seconds_of_a_pause_are_known():
    assert wait_seconds_of(Failure(HostBlocked("paused", 90))) == 90
    assert wait_seconds_of(DownloadTimeoutError()) is None
