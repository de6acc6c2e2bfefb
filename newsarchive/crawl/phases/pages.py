"""Asking for an outlet's pages: those that are due in the archive's queue, newest first, a few at a time.

One Asking belongs to one run of one spider. What is not asked for stays in the queue as it was.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.queue import url_states
from newsarchive.archive.queue.url_states import QueuedUrl
from newsarchive.crawl.http import failures
from newsarchive.crawl.http.politeness import host_key
from newsarchive.crawl.phases.discovery import validators
from newsarchive.discovery.wayback import copy_at
from newsarchive.ingest import Prepared
from newsarchive.outlet import Outlet, is_home
from newsarchive.records import Ingested, Outcome, Page

if TYPE_CHECKING:
    from newsarchive.crawl.spider import OutletSpider

# Pages in Scrapy's scheduler at once; the rest waits in the archive, so that memory does not grow with it.
BATCH = 16
# How many pages of a closed host are passed over in looking for pages of the outlet's other hosts.
CLOSED_HOST_MARGIN = 500


class LeftOutlet(failures.NotFetched):
    """Raised by RedirectGuard for a redirect that leads away from what may be an article of the outlet; final."""

    outcome = Outcome.NOT_ARTICLE


class Asking:
    """The page phase of one run: at most limit pages, with validators where they are known."""

    def __init__(self, spider: "OutletSpider", limit: float):
        self._spider = spider
        self._archive = spider.session.archive
        self.left = limit
        self._is_over = False
        # Hosts of the outlet that want to be left alone, or whose rules cannot be read.
        self._closed_hosts: set[str] = set()
        self._under_way: dict[str, QueuedUrl] = {}
        self.problem: str | None = None

    def more(self) -> list[Request]:
        """The next requests; none when the queue, the limit or the crawl has come to its end."""
        wanted = min(BATCH - len(self._under_way), self.left)
        is_enough = len(self._under_way) > BATCH // 2
        if self._is_over or is_enough or wanted <= 0 or self._spider.session.stop_reason is not None:
            return []
        fresh = self._fresh(int(wanted))
        self._is_over = not fresh
        self.left -= len(fresh)
        self._under_way.update((one.url, one) for one in fresh)
        return [self._request(one) for one in fresh]

    def _fresh(self, wanted: int) -> list[QueuedUrl]:
        """At most so many pages that may be asked for now and are not under way."""
        passed_over = CLOSED_HOST_MARGIN if self._closed_hosts else 0
        due = self._due(len(self._under_way) + wanted + passed_over)
        fresh = [one for one in due if self._may_ask(one)][:wanted]
        if len(fresh) < wanted and self._spider.session.settings.recheck:
            # After the new pages: what is left of the run's pages goes to articles that may have changed.
            taken = {one.url for one in fresh}
            fresh += [one for one in self._rechecks(wanted) if self._may_ask(one) and one.url not in taken]
        return fresh[:wanted]

    def _may_ask(self, queued: QueuedUrl) -> bool:
        return queued.url not in self._under_way and host_key(queued.url) not in self._closed_hosts

    def _due(self, limit: int) -> list[QueuedUrl]:
        return url_states.due(
            self._archive.conn,
            self._spider.outlet.name,
            clock.now(),
            limit,
            since=self._spider.since,
            sitemap_days=self._spider.session.settings.sitemap_days,
        )

    def _rechecks(self, wanted: int) -> list[QueuedUrl]:
        limit = len(self._under_way) + wanted + (CLOSED_HOST_MARGIN if self._closed_hosts else 0)
        return url_states.rechecks(self._archive.conn, self._spider.outlet.name, clock.now(), limit)

    def done(self, url: str) -> QueuedUrl | None:
        """A page has been kept, or settled: what the queue knew of it; None for one that was not under way."""
        return self._under_way.pop(url, None)

    def to_keep(self, prepared: Prepared) -> tuple[Prepared, datetime]:
        """What to keep of a page that was read, and as of when."""
        return prepared, clock.now()

    def note_kept(self, prepared: Prepared, kept: Ingested) -> None:
        """A page was kept as kept says; a crawl has nothing to add to that."""

    def on_failure(self, failure: Failure) -> None:
        """Settles a URL that gave no page; one that was not really asked for stays as it was."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
        queued: QueuedUrl = request.cb_kwargs["queued"]
        outcome, reason = failures.outcome_of(failure)
        if isinstance(failure.value, failures.HostBlocked | failures.RobotsUnavailable):
            # The host's other pages would fare the same, each at the price of one of its attempts.
            self._closed_hosts.add(host_key(request.url))
            self.problem = f"{request.url}: {reason}"
        if isinstance(failure.value, failures.HostBlocked):
            outcome = Outcome.PENDING
        self.done(queued.url)
        if outcome is not Outcome.PENDING:
            self._spider.count(f"refused/{outcome}")
            status = failure.value.response.status if isinstance(failure.value, HttpError) else None
            wait_seconds = failures.wait_seconds_of(failure)
            url_states.record_outcome(
                self._archive, queued.url, outcome, reason, clock.now(), status=status, wait_seconds=wait_seconds
            )

    def is_unchanged(self, queued: QueuedUrl) -> None:
        """The server says that the page is the one we have."""
        self.done(queued.url)
        self._spider.count("same")
        url_states.record_outcome(
            self._archive,
            queued.url,
            Outcome.ARTICLE,
            "not modified",
            clock.now(),
            article_id=queued.article_id,
            status=304,
        )

    def _request(self, queued: QueuedUrl) -> Request:
        # Only of a stored article "not modified" is enough to know: other pages are asked for to be read again.
        is_stored = queued.article_id is not None
        return Request(
            queued.url,
            callback=self._spider.parse_article,
            errback=self.on_failure,
            cb_kwargs={"queued": queued},
            headers=validators(queued.etag, queued.last_modified) if is_stored else {},
            dont_filter=True,
            meta={"handle_httpstatus_list": [304] if is_stored else []},
        )


class RedirectGuard:
    """Downloader middleware: an article's address that redirects out of the outlet is not followed."""

    def __init__(self, crawler: Crawler):
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises LeftOutlet for a page's redirect to another outlet's host or to the home page."""
        if "queued" not in request.cb_kwargs or not request.meta.get("redirect_times"):
            return
        outlet: Outlet = self._crawler.spidercls.outlet  # type: ignore[attr-defined]
        copy = copy_at(request.url) if request.meta.get("is_replay") else None
        if copy is None and request.meta.get("is_replay"):
            raise LeftOutlet(f"redirects to {request.url}, which is no copy of a page")
        address = copy.url if copy else request.url
        if not outlet.has_host(address):
            raise LeftOutlet(f"redirects to {address}, which is not on the outlet's domains")
        if is_home(address, outlet.home):
            raise LeftOutlet("redirects to the home page")


def page_of(response: Response, requested_url: str) -> Page:
    """The answer as a value without ties to Scrapy."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    return Page(requested_url, response.url, clock.now(), response.status, tuple(headers), response.body)
