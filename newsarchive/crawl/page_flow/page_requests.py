"""The requests of an outlet's pages: download, callback and pipelines, on a shorter way than Scrapy's own.

Scrapy's scheduler, slots, spider middlewares and queue of answers do nothing for a page: PagePhase chooses what is
sent, and HostGate says when. Downloader middlewares, signals, callbacks, errbacks and pipelines work as in Scrapy.
Knows nothing of phases.
"""

import asyncio
import inspect
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.misc import arg_to_iter
from twisted.python.failure import Failure

from newsarchive.crawl.http.failures import Stopping

# The logger of Scrapy's own way, whose filters hold here too.
logger = logging.getLogger("scrapy.core.scraper")


class PageRequests:
    """Sends requests that have a callback and an errback, for one crawler, inside its event loop.

    on_end is called whenever a request is done, with all that followed from its answer, unless the spider is closing.
    Scrapy closes a spider only when all of them are done.
    """

    def __init__(self, crawler: Crawler, on_end: Callable[[], None]):
        self._crawler = crawler
        self._on_end = on_end
        self._turns = asyncio.Semaphore(crawler.settings.getint("CONCURRENT_REQUESTS"))
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def is_busy(self) -> bool:
        """Whether a request is not done yet."""
        return bool(self._tasks)

    def send(self, requests: Iterable[Request]) -> None:
        """Begins with requests, in their order."""
        for request in requests:
            self._slot.add_request(request)
            task = asyncio.ensure_future(self._fetch(request))
            self._tasks.add(task)
            task.add_done_callback(partial(self._end, request))

    @property
    def _slot(self) -> Any:
        """Where Scrapy's engine keeps the requests in progress of the open spider."""
        return self._crawler.engine._slot

    @property
    def _is_closing(self) -> bool:
        return not self._crawler.engine.running or self._slot.closing is not None

    def _end(self, request: Request, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not self._is_closing:
            self._on_end()
            if not self._tasks:
                # Scrapy looks soon whether the spider is idle; otherwise it would do so every five seconds.
                self._slot.nextcall.schedule()
        self._slot.remove_request(request)

    async def _fetch(self, request: Request) -> None:
        async with self._turns:
            request, answer = await self._answer(request)
        await self._follow(answer, request)

    async def _answer(self, request: Request) -> tuple[Request, Response | Failure]:
        """The last request after redirects and retries, and its answer, or why there is none that can be used."""
        while True:
            try:
                if self._is_closing:
                    raise Stopping("the crawl was stopped")
                found = await self._crawler.engine.downloader.middleware.download_async(self._download, request)
                if isinstance(found, Response):
                    found.request = found.request or request
                    self._signal(signals.response_received, response=found, request=found.request)
                    _raise_for_status(found)
                    return request, found
            except Exception as error:
                return request, _failure(error, request)
            request = found

    async def _download(self, request: Request) -> Response:
        """What Scrapy's downloader does for a request whose turn has come."""
        self._signal(signals.request_reached_downloader, request=request)
        try:
            response = await self._crawler.engine.downloader.handlers.download_request_async(request)
            self._signal(signals.response_downloaded, response=response, request=request)
            return response
        finally:
            self._signal(signals.request_left_downloader, request=request)

    async def _follow(self, answer: Response | Failure, request: Request) -> None:
        """Calls the callback or errback, and takes on what it gives: items go to the pipelines, requests to Scrapy."""
        handler: Any = request.callback if isinstance(answer, Response) else request.errback
        arguments = request.cb_kwargs if isinstance(answer, Response) else {}
        try:
            async for item in _items(handler(answer, **arguments)):
                if isinstance(item, Request):
                    self._crawler.engine.crawl(item)
                else:
                    await self._process(item, answer)
        except Exception as error:
            self._crawler.engine.scraper.handle_spider_error(_failure(error, request), request, answer)

    async def _process(self, item: Any, answer: Response | Failure) -> None:
        """Gives an item to the pipelines; an error in them is counted, and stops nothing else."""
        try:
            done = await self._crawler.engine.scraper.itemproc.process_item_async(item)
        except DropItem as error:
            self._signal(signals.item_dropped, item=item, response=answer, exception=error)
        except Exception as error:
            logger.exception("an item could not be processed")
            self._signal(signals.item_error, item=item, response=answer, failure=Failure(error))  # type: ignore[no-untyped-call]
        else:
            self._signal(signals.item_scraped, item=done, response=answer)

    def _signal(self, signal: object, **what: Any) -> None:
        self._crawler.signals.send_catch_log(signal, spider=self._crawler.spider, **what)


def _raise_for_status(response: Response) -> None:
    """Raises HttpError for an answer without a page, as Scrapy's spider middleware does."""
    handled = response.meta.get("handle_httpstatus_list", ())
    if not 200 <= response.status < 300 and response.status not in handled:
        raise HttpError(response)


def _failure(error: Exception, request: Request) -> Failure:
    """What an errback receives."""
    failure = Failure(error)  # type: ignore[no-untyped-call]
    failure.request = request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
    return failure


async def _items(output: Any) -> AsyncIterator[Any]:
    """What a callback gave: nothing, one item or many, awaitable or not."""
    if inspect.isawaitable(output):
        output = await output
    if hasattr(output, "__aiter__"):
        async for item in output:
            yield item
        return
    for item in arg_to_iter(output):
        yield item
