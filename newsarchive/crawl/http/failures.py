"""Why a URL was not fetched, and which outcome the archive records for it.

IgnoreRequest (Scrapy's: the request ends here, its errback gets the exception)
└── NotFetched          our own refusals; each carries its outcome, and how long to wait where that is known
    ├── RobotsForbids       robots.py: the host's rules forbid the URL
    ├── RobotsUnavailable   robots.py: the rules could not be read, so the host is not asked in this run
    │   └── HostUnreachable   robots.py: the host gave no answer at all
    ├── PrivateAddress      network.py: the address is on a private network and not listed as allowed
    ├── HostBlocked         pace.py: the host asked for a longer pause than a crawl waits for, or keeps failing
    ├── Stopping            politeness.py: the crawl is being stopped; this does not count as an attempt
    │   └── ForeignHost       pace.py: another process of the same crawl may be asking the host
    ├── ShowsCookie         subscription.py: the page redirects to an address with the value of a cookie in it
    ├── LeftOutlet          redirects.py: the page redirects away from the outlet's articles
    ├── NotRendered         rendering: a browser could not make a page of the answer
    │   └── BrowserCrashed      rendering/browser.py: the browser ended, perhaps because of another page
    └── BrowserUnavailable  rendering/browser.py: there is no browser that starts; this does not count as an attempt
HeadTooLarge (network.py: the headers of an answer are too large)
"""

import asyncio
from collections.abc import Iterator
from gzip import BadGzipFile

from OpenSSL import SSL
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils._compression import _DecompressionMaxSizeExceeded
from service_identity import VerificationError
from twisted.internet import error as twisted_error
from twisted.python.failure import Failure

from newsarchive.archive.captures.content_codings import DECODER_ERRORS
from newsarchive.records import Outcome

# The longest reason that is stored, in characters: servers choose some of these words.
_REASON_LENGTH = 300


class NotFetched(IgnoreRequest):
    """The base of our own refusals. wait_seconds is None where the host did not say when to ask again."""

    outcome = Outcome.REFUSED

    def __init__(self, reason: str, wait_seconds: float | None = None):
        super().__init__(reason)
        self.wait_seconds = wait_seconds


class RobotsForbids(NotFetched):
    """Raised by robots.py for a URL that the host's robots.txt forbids; final."""

    outcome = Outcome.ROBOTS_FORBIDS


class RobotsUnavailable(NotFetched):
    """Raised by robots.py for a URL whose host's rules could not be read (RFC 9309 §2.3.1.4); tried again later."""

    outcome = Outcome.ROBOTS_UNAVAILABLE


class HostUnreachable(RobotsUnavailable):
    """Raised by robots.py if the first request to a host, for robots.txt, gets no answer at all; tried again later."""


class PrivateAddress(NotFetched):
    """Raised by network.py; the URL stays unfetched unless the setting allow_private lists its host."""

    outcome = Outcome.PRIVATE_ADDRESS


class HostBlocked(NotFetched):
    """Raised by pace.py; wait_seconds says how long the host is left alone."""

    outcome = Outcome.RATE_LIMITED

    def __init__(self, reason: str, wait_seconds: float, outcome: Outcome = Outcome.RATE_LIMITED):
        super().__init__(reason, wait_seconds)
        self.outcome = outcome


class Stopping(NotFetched):
    """Raised by politeness.py for waiting requests when the crawl is stopped; the URL's outcome does not change."""

    outcome = Outcome.PENDING


class ForeignHost(Stopping):
    """Raised by pace.py in a process that has a part of a crawl's hosts, for any other host; no attempt either."""


class NotRendered(NotFetched):
    """Raised by crawl/rendering for a page whose scripts take too long, make too much or end the browser."""

    def __init__(self, reason: str, outcome: Outcome):
        super().__init__(reason)
        self.outcome = outcome


class BrowserCrashed(NotRendered):
    """Raised by crawl/rendering when the browser has ended; tried once more, since another page may be the reason."""

    @classmethod
    def ended(cls) -> "BrowserCrashed":
        """The error, with the outcome of a page whose reader ended."""
        return cls("the browser ended while it rendered the page", Outcome.READER_CRASHED)


class BrowserUnavailable(NotFetched):
    """Raised by crawl/rendering/browser.py; no page of the outlet can be rendered in this run."""

    outcome = Outcome.PENDING


class HeadTooLarge(Exception):
    """Raised by network.py inside the connection; arrives wrapped in Scrapy's DownloadFailedError."""


_BY_STATUS = {
    401: (Outcome.REFUSED, "a password is needed"),
    402: (Outcome.REFUSED, "payment is needed"),
    403: (Outcome.REFUSED, "access is refused"),
    404: (Outcome.NOT_FOUND, "not found"),
    408: (Outcome.TIMED_OUT, "the server gave up waiting for the request"),
    410: (Outcome.NOT_FOUND, "removed for good"),
    429: (Outcome.RATE_LIMITED, "too many requests"),
    451: (Outcome.REFUSED, "withheld for legal reasons"),
}
_BY_HUNDRED = {
    3: (Outcome.REFUSED, "a redirect without a target"),
    4: (Outcome.REFUSED, "the request was refused"),
    5: (Outcome.SERVER_ERROR, "the server failed"),
}

UNKNOWN_HOST = "its host name cannot be resolved"
_TOO_LARGE = (Outcome.TOO_LARGE, "larger than the size limit (page_max_mb)")
NO_ANSWER_IN_TIME = "no complete answer within the time limit (page_timeout_seconds)"
_TIMED_OUT = (Outcome.TIMED_OUT, NO_ANSWER_IN_TIME)
_WRONG_ENCODING = (Outcome.UNREACHABLE, "the body is not compressed as its headers say")
_STOPPING = (Outcome.PENDING, "the crawl was stopped")

# The first match wins, so narrower classes stand above wider ones.
_BY_EXCEPTION: tuple[tuple[type[BaseException], tuple[Outcome, str]], ...] = (
    (asyncio.CancelledError, _STOPPING),
    (_DecompressionMaxSizeExceeded, _TOO_LARGE),
    (HeadTooLarge, (Outcome.TOO_LARGE, "its headers are too large")),
    # Scrapy cancels a download only when it passes DOWNLOAD_MAXSIZE.
    (DownloadCancelledError, _TOO_LARGE),
    (DownloadTimeoutError, _TIMED_OUT),
    (twisted_error.TimeoutError, _TIMED_OUT),
    (TimeoutError, _TIMED_OUT),
    (CannotResolveHostError, (Outcome.UNREACHABLE, UNKNOWN_HOST)),
    (twisted_error.DNSLookupError, (Outcome.UNREACHABLE, UNKNOWN_HOST)),
    (DownloadConnectionRefusedError, (Outcome.UNREACHABLE, "the connection was refused")),
    (ResponseDataLossError, (Outcome.UNREACHABLE, "the answer ended too early")),
    (TunnelError, (Outcome.UNREACHABLE, "the proxy refused to connect")),
    (UnsupportedURLSchemeError, (Outcome.REFUSED, "not an http or https address")),
    (NotSupported, (Outcome.REFUSED, "not an http or https address")),
    (DownloadFailedError, (Outcome.UNREACHABLE, "the connection failed")),
    (twisted_error.ConnectError, (Outcome.UNREACHABLE, "the connection failed")),
    (twisted_error.ConnectionLost, (Outcome.UNREACHABLE, "the connection was lost")),
    (twisted_error.ConnectionDone, (Outcome.UNREACHABLE, "the connection was closed without an answer")),
    # Raised by Scrapy's decompression for a body that does not match its Content-Encoding.
    *((kind, _WRONG_ENCODING) for kind in (*DECODER_ERRORS, EOFError, BadGzipFile)),
    # What the system says, such as that no more files may be open.
    (OSError, (Outcome.UNREACHABLE, "the connection failed")),
)


def outcome_of(problem: Failure | BaseException | None, response: Response | None = None) -> tuple[Outcome, str]:
    """The outcome of a URL that gave no page, and one line that says why.

    problem is what an errback receives; where it is None, the response's status decides. An unexpected exception
    counts as unreachable, and the reason names it.
    """
    error = problem.value if isinstance(problem, Failure) else problem
    if isinstance(error, NotFetched):
        return error.outcome, _one_line(str(error))
    response = error.response if isinstance(error, HttpError) else response
    if response is not None:
        return outcome_of_status(response.status)
    if error is None:
        raise ValueError("outcome_of needs a problem or a response")
    return _outcome_of_exception(error)


def outcome_of_status(status: int) -> tuple[Outcome, str]:
    """The outcome and reason of an answer whose status is not 200."""
    unknown = (Outcome.REFUSED, "not a page")
    outcome, words = _BY_STATUS.get(status) or _BY_HUNDRED.get(status // 100) or unknown
    return outcome, f"HTTP {status}: {words}"


def wait_seconds_of(problem: Failure | BaseException) -> float | None:
    """How long the host wants to be left alone, in seconds; None where the problem does not say."""
    error = problem.value if isinstance(problem, Failure) else problem
    return error.wait_seconds if isinstance(error, NotFetched) else None


_NO_ANSWER = (
    HostUnreachable,
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    TunnelError,
    twisted_error.ConnectError,
    twisted_error.DNSLookupError,
)


def is_unreachable(error: BaseException) -> bool:
    """Whether nothing answered: the host name is unknown, or no connection was made. The network may be the reason."""
    return certificate_problem(error) is None and any(isinstance(one, _NO_ANSWER) for one in _causes(error))


def is_lasting(error: BaseException) -> bool:
    """Whether a retry cannot help: the certificate is not trusted, or the headers are too large."""
    return certificate_problem(error) is not None or any(isinstance(one, HeadTooLarge) for one in _causes(error))


def certificate_problem(error: BaseException) -> str | None:
    """What was wrong with the host's certificate or TLS connection; None when that was not the problem."""
    for one in _causes(error):
        if isinstance(one, VerificationError):
            return "the certificate is for another host name"
        if isinstance(one, SSL.Error):
            details = [part for entry in (one.args[0] if one.args else ()) for part in entry[-1:] if part]
            if details:
                return f"the secure connection failed: {', '.join(details)}"
    return None


def _outcome_of_exception(error: BaseException) -> tuple[Outcome, str]:
    certificate = certificate_problem(error)
    if certificate:
        return Outcome.UNREACHABLE, _one_line(certificate)
    for kind, found in _BY_EXCEPTION:
        if any(isinstance(one, kind) for one in _causes(error)):
            return found
    if isinstance(error, IgnoreRequest):
        looped = "redirections" in str(error)
        return Outcome.REFUSED, "redirected too many times" if looped else _one_line(f"skipped: {error}")
    return Outcome.UNREACHABLE, _one_line(f"unexpected {type(error).__name__}: {error}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """error and its causes; for Twisted's ResponseFailed and its kind also their reasons."""
    todo: list[BaseException | None] = [error]
    seen: set[int] = set()
    while todo:
        one = todo.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        todo += [reason.value for reason in getattr(one, "reasons", None) or () if isinstance(reason, Failure)]
        todo.append(one.__cause__)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_REASON_LENGTH]
