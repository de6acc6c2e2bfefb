"""Fetching the lead pictures of an outlet's new articles, one for each, behind its pages.

The rules of all requests hold: robots.txt, pace, private addresses. A picture may be on any public host, since
outlets keep theirs on other hosts. What is stored is decided by the first bytes of the answer.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.articles import pictures
from newsarchive.archive.articles.pictures import WantedPicture
from newsarchive.archive.articles.saving import Capture
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.crawl.http import failures
from newsarchive.crawl.http.answers import page_of
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.errors import ArchiveError, ReadingError
from newsarchive.formats.pictures import picture_type
from newsarchive.records import Outcome
from newsarchive.urls import host_key, is_web_address

# Pictures in progress at once.
BATCH = 8
# Articles that were first seen earlier have no picture any more when the setting is turned on.
RECENT = timedelta(days=7)
_BYTES_PER_MB = 1024 * 1024
_HEADERS = {"Accept": "image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.9"}


class PicturePhase:
    """The last phase of a run: fetches at most limit pictures that were never asked for; None is no limit.

    With of_old_articles, pictures of articles that are new to the archive and were published at any time.
    """

    def __init__(self, spider: OutletSpider, session: Session, limit: int | None, *, of_old_articles: bool = False):
        self._spider = spider
        self._session = session
        self._limit = limit
        self._of_old_articles = of_old_articles
        self._waiting: Iterator[WantedPicture] | None = None
        self._in_progress = 0
        # Hosts that want to be left alone. Their pictures are asked for by the next crawl.
        self._closed_hosts: set[str] = set()
        self.problem: str | None = None

    def next_requests(self) -> list[Request]:
        """The next requests; none when all pictures were asked for, or the crawl is being stopped."""
        if self._session.stop_reason is not None:
            return []
        if self._waiting is None:
            since = clock.now() - RECENT
            found = pictures.wanted_pictures(
                self._session.archive.conn, self._spider.outlet.name, since, among_all=self._of_old_articles
            )
            self._waiting = islice(found, self._limit)
        requests: list[Request] = []
        while self._in_progress < BATCH and (wanted := next(self._waiting, None)) is not None:
            problem = self._problem_of(wanted)
            if problem is not None:
                self._note(wanted, problem)
            elif host_key(wanted.url) not in self._closed_hosts:
                self._in_progress += 1
                requests.append(self._request(wanted))
        return requests

    def _problem_of(self, wanted: WantedPicture) -> str | None:
        """Why a picture is not asked for at all."""
        if not is_web_address(wanted.url):
            return "its address is not an http or https address"
        return "several other articles have the same picture" if wanted.is_shared else None

    def _request(self, wanted: WantedPicture) -> Request:
        return Request(
            wanted.url,
            callback=self.on_answer,
            errback=self.on_failure,
            cb_kwargs={"wanted": wanted},
            headers=_HEADERS,
            dont_filter=True,
            meta={"download_maxsize": int(self._session.settings.picture_max_mb * _BYTES_PER_MB)},
        )

    async def on_answer(self, response: Response, wanted: WantedPicture) -> None:
        """Stores the picture, or notes why there is none."""
        try:
            media_type = picture_type(response.body)
            if response.status != 200 or media_type is None:
                self._note(wanted, f"HTTP {response.status}: not a JPEG, PNG, WebP, GIF or AVIF picture")
                return
            packed = await self._session.in_worker(pack, page_of(response, wanted.url))
            pictures.keep_picture(self._session.archive, wanted, Capture(packed, wanted.url), media_type, clock.now())
            self._spider.count("pictures")
        except ReadingError as error:
            self._note(wanted, str(error))
        except ArchiveError as error:
            self._session.fail(str(error))
        finally:
            self._in_progress -= 1

    def on_failure(self, failure: Failure) -> None:
        """Notes why a picture was not stored; one that was not really asked for stays wanted."""
        self._in_progress -= 1
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
        outcome, reason = failures.outcome_of(failure)
        if isinstance(failure.value, failures.HostBlocked) or outcome is Outcome.RATE_LIMITED:
            self._closed_hosts.add(host_key(request.url))
        elif outcome is not Outcome.PENDING:
            self._note(request.cb_kwargs["wanted"], _of_pictures(outcome, reason))

    def _note(self, wanted: WantedPicture, problem: str) -> None:
        self._spider.count("pictures_refused")
        pictures.note_problem(self._session.archive, wanted, problem, clock.now())


def _of_pictures(outcome: Outcome, reason: str) -> str:
    return reason.replace("page_max_mb", "picture_max_mb") if outcome is Outcome.TOO_LARGE else reason
