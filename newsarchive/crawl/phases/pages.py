"""Fetching an outlet's pages: those that are due in the archive's queue, newest first, a few at a time.

One PagePhase belongs to one run of one spider. Pages that it does not fetch stay in the queue as they are.
"""

from datetime import datetime

from scrapy import Request
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.queue import queued_urls
from newsarchive.archive.queue.queued_urls import QueuedUrl
from newsarchive.crawl.http import failures
from newsarchive.crawl.http.answers import RENDER, validators
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.ingest import Prepared
from newsarchive.records import Ingested, Outcome
from newsarchive.urls import host_key

# Pages in progress at once; the others wait in the archive, so that they take no memory.
BATCH = 16
# How many pages of a closed host are skipped to find pages of the outlet's other hosts.
CLOSED_HOST_MARGIN = 500


class PagePhase:
    """The second phase of a run: fetches at most limit pages, with conditional requests for stored articles."""

    def __init__(self, spider: OutletSpider, session: Session, limit: float):
        self._spider = spider
        self._session = session
        self._archive = session.archive
        self.remaining = limit
        self._is_exhausted = False
        # Hosts of the outlet that want to be left alone, or whose robots.txt cannot be read.
        self._closed_hosts: set[str] = set()
        self._in_progress: dict[str, QueuedUrl] = {}
        self.problem: str | None = None

    def next_requests(self) -> list[Request]:
        """The next requests; none when the queue is empty, the limit reached, or the crawl being stopped."""
        wanted = min(BATCH - len(self._in_progress), self.remaining)
        is_enough = len(self._in_progress) > BATCH // 2
        if self._is_exhausted or is_enough or wanted <= 0 or self._session.stop_reason is not None:
            return []
        fresh = self._next_pages(int(wanted))
        self._is_exhausted = not fresh
        self.remaining -= len(fresh)
        self._in_progress.update((one.url, one) for one in fresh)
        return [self._request(one) for one in fresh]

    def _next_pages(self, wanted: int) -> list[QueuedUrl]:
        """At most that many pages that may be fetched now and are not in progress."""
        skipped = CLOSED_HOST_MARGIN if self._closed_hosts else 0
        due = self._due(len(self._in_progress) + wanted + skipped)
        fresh = [one for one in due if self._may_fetch(one)][:wanted]
        if len(fresh) < wanted and self._session.settings.recheck:
            # New pages come first; the rest of the limit goes to articles that may have changed.
            taken = {one.url for one in fresh}
            fresh += [one for one in self._rechecks(wanted) if self._may_fetch(one) and one.url not in taken]
        return fresh[:wanted]

    def _may_fetch(self, queued: QueuedUrl) -> bool:
        return queued.url not in self._in_progress and host_key(queued.url) not in self._closed_hosts

    def _due(self, limit: int) -> list[QueuedUrl]:
        return queued_urls.due(
            self._archive.conn,
            self._spider.outlet.name,
            clock.now(),
            limit,
            since=self._spider.since,
            sitemap_days=self._session.settings.sitemap_days,
        )

    def _rechecks(self, wanted: int) -> list[QueuedUrl]:
        limit = len(self._in_progress) + wanted + (CLOSED_HOST_MARGIN if self._closed_hosts else 0)
        return queued_urls.rechecks(self._archive.conn, self._spider.outlet.name, clock.now(), limit)

    def in_progress(self, url: str) -> QueuedUrl | None:
        """The queue entry of a page that was sent and has no outcome yet, else None."""
        return self._in_progress.get(url)

    def finish(self, url: str) -> QueuedUrl | None:
        """Ends a page that was stored or has an outcome; returns its queue entry, or None if it was not in progress."""
        return self._in_progress.pop(url, None)

    def to_store(self, prepared: Prepared) -> tuple[Prepared, datetime]:
        """What to store of an extracted page, and the time to store it with."""
        return prepared, clock.now()

    def record_stored(self, prepared: Prepared, stored: Ingested) -> None:
        """Called for each stored page; only a backfill counts something here."""

    def record_failed(self, queued: QueuedUrl, outcome: Outcome, reason: str, error: object) -> None:
        """Called for each address that gave no page; only a list of pages reports here."""

    def on_failure(self, failure: Failure) -> None:
        """Records the outcome of a URL that gave no page; a URL that was not really fetched stays as it was."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
        queued: QueuedUrl = request.cb_kwargs["queued"]
        outcome, reason = failures.outcome_of(failure)
        if _closes_host(failure.value, request):
            # The host's other pages would fail too, and each would lose one of its attempts.
            self._closed_hosts.add(host_key(request.url))
            is_ours = isinstance(failure.value, failures.BrowserUnavailable)
            self.problem = reason if is_ours else f"{request.url}: {reason}"
        if isinstance(failure.value, failures.HostBlocked):
            outcome = Outcome.PENDING
        self.finish(queued.url)
        if outcome is not Outcome.PENDING:
            self._spider.count(f"refused/{outcome}")
            status = failure.value.response.status if isinstance(failure.value, HttpError) else None
            wait_seconds = failures.wait_seconds_of(failure)
            self._session.record_outcome(
                self._spider.outlet.name, queued.url, outcome, reason, status=status, wait_seconds=wait_seconds
            )
        self.record_failed(queued, outcome, reason, failure.value)

    def record_unchanged(self, queued: QueuedUrl) -> None:
        """The server says that the page has not changed since it was stored."""
        self.finish(queued.url)
        self._spider.count("same")
        self._session.record_outcome(
            self._spider.outlet.name,
            queued.url,
            Outcome.ARTICLE,
            "not modified",
            article_id=queued.article_id,
            status=304,
        )

    def _request(self, queued: QueuedUrl) -> Request:
        # "Not modified" says enough only of a stored article; all other pages are fetched to be read again.
        is_stored = queued.article_id is not None
        # The answer of a page that is rendered is often a frame without content, which never changes.
        is_rendered = self._spider.outlet.renders(queued.url)
        may_be_unchanged = is_stored and not is_rendered
        return Request(
            queued.url,
            callback=self._spider.parse_article,
            errback=self.on_failure,
            cb_kwargs={"queued": queued},
            headers=validators(queued.etag, queued.last_modified) if may_be_unchanged else {},
            dont_filter=True,
            meta={"handle_httpstatus_list": [304] if may_be_unchanged else [], RENDER: is_rendered},
        )


def _closes_host(error: object, request: Request) -> bool:
    """Whether a failure holds for all pages of the host of request.

    http and https of one host have rules of their own (RFC 9309 §2.3). Rules that cannot be read where one page
    redirects to say nothing about the other pages.
    """
    if isinstance(error, failures.HostBlocked | failures.BrowserUnavailable):
        return True
    first = request.meta.get("redirect_urls", [request.url])[0]
    return isinstance(error, failures.RobotsUnavailable) and _origin(first) == _origin(request.url)


def _origin(url: str) -> tuple[str, str]:
    return url.partition(":")[0], host_key(url)
