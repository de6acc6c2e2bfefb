"""The short way of a page's request: what its callback, errback, the pipelines and the signals get."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, signals
from scrapy.core.engine import _Slot
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsarchive.crawl.http.failures import Stopping
from newsarchive.crawl.page_flow.page_requests import PageRequests

URL = "https://post.example/2026/11/ferry"
MOVED = "https://post.example/2026/11/the-ferry"
SIGNALS = {
    getattr(signals, name): name
    for name in (
        "request_reached_downloader", "response_downloaded", "request_left_downloader", "response_received",
        "item_scraped", "item_dropped", "item_error",
    )
}  # fmt: skip


class Web:
    """As much of a crawler as a request uses. answers gives the Response or Exception for each address."""

    def __init__(self, **changes: Any):
        self.answers: dict[str, Any] = {URL: Response(URL, body=b"<p>Ferry")}
        self.process: Callable[[Any], Any] = lambda item: item
        self.seen: list[Any] = []
        self.sent: list[Request] = []
        self.signals = SignalManager(self)
        self.settings = Settings({"CONCURRENT_REQUESTS": 4, **changes})
        self.spider = None
        self.ended = 0
        self.wakes = 0
        handlers = SimpleNamespace(download_request_async=self._answer)
        scraper = SimpleNamespace(
            itemproc=SimpleNamespace(process_item_async=self._item),
            handle_spider_error=lambda failure, request, answer: self.seen.append(("spider error", failure.value)),
        )
        self.engine = SimpleNamespace(
            running=True, crawl=self.sent.append, scraper=scraper,
            downloader=SimpleNamespace(middleware=SimpleNamespace(download_async=self._redirected), handlers=handlers),
            _slot=_Slot(True, SimpleNamespace(schedule=self._wake, cancel=lambda: None), None),  # type: ignore[arg-type]
        )  # fmt: skip
        for signal in SIGNALS:
            self.signals.connect(self._note, signal)
        crawler: Any = self
        self.requests = PageRequests(crawler, self._end)

    async def fetch(self, *requests: Request) -> None:
        self.requests.send(requests)
        while self.requests.is_busy:
            await asyncio.sleep(0)

    def request(self, callback: Any = None, **more: Any) -> Request:
        callback = callback or (lambda response: self.seen.append(response.url))
        return Request(URL, callback=callback, errback=lambda failure: self.seen.append(failure), **more)

    @property
    def noted(self) -> list[str]:
        return [one for one in self.seen if isinstance(one, str) and one in SIGNALS.values()]

    async def _redirected(self, download: Any, request: Request) -> Response | Request:
        """A middleware that follows redirects, as Scrapy's does: with a new request."""
        response: Response = await download(request)
        if response.status == 301:
            return request.replace(url=response.headers["Location"].decode())
        return response

    async def _answer(self, request: Request) -> Response:
        await asyncio.sleep(0)
        answer = self.answers[request.url]
        if isinstance(answer, Exception):
            raise answer
        found: Response = answer
        return found

    async def _item(self, item: Any) -> Any:
        return self.process(item)

    def _note(self, signal: object) -> None:
        self.seen.append(SIGNALS[signal])

    def _end(self) -> None:
        self.ended += 1

    def _wake(self) -> None:
        self.wakes += 1


async def test_an_answer_reaches_the_callback_and_its_items_the_pipelines() -> None:
    web = Web()

    def parse(response: Response, queued: str) -> Any:
        yield f"{queued} {response.body.decode()}"

    web.process = web.seen.append
    await web.fetch(web.request(parse, cb_kwargs={"queued": "first"}))
    assert web.seen == [
        "request_reached_downloader", "response_downloaded", "request_left_downloader", "response_received",
        "first <p>Ferry", "item_scraped",
    ]  # fmt: skip
    assert (web.ended, web.wakes) == (1, 1)


@pytest.mark.parametrize("kind", ["generator", "async generator", "coroutine", "list", "nothing"])
async def test_a_callback_may_give_its_items_in_every_way_that_scrapy_knows(kind: str) -> None:
    web = Web()
    items = [] if kind == "nothing" else ["item"]

    async def generate(response: Response) -> Any:
        for item in items:
            yield item

    async def give(response: Response) -> Any:
        return items

    ways = {"generator": lambda _: iter(items), "async generator": generate, "coroutine": give,
            "list": lambda _: items, "nothing": lambda _: None}  # fmt: skip
    found: list[Any] = []
    web.process = found.append
    await web.fetch(web.request(ways[kind]))
    assert found == items


async def test_a_request_from_a_callback_goes_the_usual_way() -> None:
    web, further = Web(), Request(MOVED)
    await web.fetch(web.request(lambda response: [further]))
    assert web.sent == [further]


async def test_a_redirect_is_followed_and_the_last_request_has_the_answer() -> None:
    web = Web()
    web.answers = {URL: Response(URL, status=301, headers={"Location": MOVED}), MOVED: Response(MOVED)}
    await web.fetch(web.request(lambda response: web.seen.append(response.request.url)))
    assert web.seen[-1] == MOVED


async def test_an_error_reaches_the_errback_with_the_request_that_failed() -> None:
    web, error = Web(), OSError("no route")
    web.answers = {URL: Response(URL, status=301, headers={"Location": MOVED}), MOVED: error}
    await web.fetch(web.request())
    failure: Any = web.seen[-1]
    assert isinstance(failure, Failure)
    assert (failure.value, failure.request.url) == (error, MOVED)
    assert web.noted[-1] == "request_left_downloader"


@pytest.mark.parametrize(("status", "is_page"), [(200, True), (304, True), (404, False), (500, False)])
async def test_only_a_page_or_a_listed_status_reaches_the_callback(status: int, is_page: bool) -> None:
    web = Web()
    web.answers[URL] = Response(URL, status=status)
    await web.fetch(web.request(meta={"handle_httpstatus_list": [304]}))
    assert (web.seen[-1] == URL) is is_page
    assert is_page or web.seen[-1].check(HttpError)


async def test_a_mistake_in_a_callback_is_reported_as_scrapy_does() -> None:
    web, error = Web(), KeyError("ours")

    def parse(response: Response) -> Any:
        raise error

    await web.fetch(web.request(parse))
    assert web.seen[-1] == ("spider error", error)
    assert web.ended == 1


@pytest.mark.parametrize(("error", "signal"), [(DropItem("full"), "item_dropped"), (KeyError("ours"), "item_error")])
async def test_an_item_that_cannot_be_processed_stops_no_other(error: Exception, signal: str) -> None:
    web = Web()

    def process(item: int) -> int:
        if item == 1:
            raise error
        return item

    web.process = process
    await web.fetch(web.request(lambda response: [1, 2]))
    assert web.noted[-2:] == [signal, "item_scraped"]


async def test_a_stopped_crawl_sends_nothing_more() -> None:
    web = Web()
    web.engine.running = False
    await web.fetch(web.request())
    assert web.noted == []
    assert web.seen[0].check(Stopping)


async def test_a_spider_closes_when_what_was_sent_is_done_and_the_rest_refused() -> None:
    web = Web(CONCURRENT_REQUESTS=1)
    web.requests.send([web.request(), web.request()])
    await asyncio.sleep(0)
    await web.engine._slot.close()
    assert web.noted.count("response_received") == 1
    assert web.seen[-1].check(Stopping)
    assert (web.requests.is_busy, web.ended) == (False, 0)


async def test_no_more_requests_are_sent_at_once_than_the_setting_allows() -> None:
    web = Web(CONCURRENT_REQUESTS=2)
    web.requests.send([web.request() for _ in range(5)])
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert web.noted.count("request_reached_downloader") == 2
    await web.engine._slot.close()
