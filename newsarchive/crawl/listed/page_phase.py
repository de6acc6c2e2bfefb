"""The page phase of a list: requests the pages that a user listed, in their order, and reports each result."""

from collections import deque
from math import inf

from newsarchive import clock
from newsarchive.archive.queue import listed_urls
from newsarchive.archive.queue.listed_urls import KnownAddress
from newsarchive.archive.queue.queued_urls import QueuedUrl
from newsarchive.crawl.http.failures import Stopping
from newsarchive.crawl.http.redirects import LeftOutlet, address_elsewhere
from newsarchive.crawl.options import ListedPages, PageResult
from newsarchive.crawl.phases.discovery import DiscoveryPhase
from newsarchive.crawl.phases.pages import PagePhase
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.ingest import Prepared
from newsarchive.records import Ingested, Outcome, Verdict
from newsarchive.urls import normalize_url, url_key

# How many addresses are looked up and added to the queue at once.
_CHUNK = 200


class ListedPagePhase(PagePhase):
    """Requests the listed pages that have no result yet; the outlet's rules about addresses do not matter."""

    def __init__(self, spider: OutletSpider, session: Session, listed: ListedPages, discovery: DiscoveryPhase):
        super().__init__(spider, session, inf)
        self._listed = listed
        self._outlet = spider.outlet.name
        self._urls: dict[int, str] = {}
        for url in listed.urls:
            self._urls.setdefault(url_key(normalize_url(url)), url)
        self._unread = deque(self._urls)
        self._waiting: deque[QueuedUrl] = deque()
        # A list asks no source. What each page answered is in its result.
        discovery.read += 1

    def _next_pages(self, wanted: int) -> list[QueuedUrl]:
        fresh: list[QueuedUrl] = []
        while len(fresh) < wanted and self._load_more():
            one = self._waiting.popleft()
            if self._may_fetch(one):
                fresh.append(one)
            else:
                reason = f"not requested: {self.problem or 'its host asked for a pause'}"
                self._listed.report(self._failed(one, Outcome.PENDING, reason))
        return fresh

    def _load_more(self) -> bool:
        """Whether a page waits to be requested; looks the next addresses up when none does."""
        while not self._waiting and self._unread:
            keys = [self._unread.popleft() for _ in range(min(len(self._unread), _CHUNK))]
            self._look_up({key: self._urls[key] for key in keys})
        return bool(self._waiting)

    def _look_up(self, urls: dict[int, str]) -> None:
        now = clock.now()
        listed_urls.add_listed(self._archive, self._outlet, urls, now)
        known = listed_urls.known_addresses(self._archive.conn, urls)
        for one in (known[key] for key in urls):
            if one.is_due(now, again=self._listed.again):
                self._waiting.append(one.queued)
            else:
                self._listed.report(self._earlier(one))

    def record_stored(self, prepared: Prepared, stored: Ingested) -> None:
        """Reports a page that answered."""
        url = self._listed_url(prepared.requested_url)
        self._listed.report(
            PageResult(url, self._outlet, stored.outcome, stored.reason, stored.article_id, stored.verdict)
        )

    def record_unchanged(self, queued: QueuedUrl) -> None:
        """Reports a stored page that has not changed since."""
        super().record_unchanged(queued)
        facts = (Outcome.ARTICLE, "not modified", queued.article_id, Verdict.UNCHANGED)
        self._listed.report(PageResult(self._listed_url(queued.url), self._outlet, *facts))

    def record_failed(self, queued: QueuedUrl, outcome: Outcome, reason: str, error: object) -> None:
        """Reports a page that could not be fetched; one that was not requested because of a stop has no result."""
        if isinstance(error, Stopping):
            return
        elsewhere = address_elsewhere(str(error)) if isinstance(error, LeftOutlet) else None
        self._listed.report(self._failed(queued, outcome, reason, elsewhere))

    def _failed(self, queued: QueuedUrl, outcome: Outcome, reason: str, redirected_to: str | None = None) -> PageResult:
        url = self._listed_url(queued.url)
        return PageResult(url, self._outlet, outcome, reason, queued.article_id, redirected_to=redirected_to)

    def _earlier(self, known: KnownAddress) -> PageResult:
        one, reason = known.queued, known.reason
        url, elsewhere = self._listed_url(one.url), address_elsewhere(reason)
        return PageResult(
            url, one.outlet, one.outcome, reason, one.article_id, is_earlier=True, redirected_to=elsewhere
        )

    def _listed_url(self, url: str) -> str:
        """The spelling of the list."""
        return self._urls.get(url_key(normalize_url(url)), url)
