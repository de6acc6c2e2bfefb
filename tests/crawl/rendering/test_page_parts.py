"""What a page's scripts may ask for, without a browser: kinds, numbers, sizes, headers, and what is remembered."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from newsarchive.crawl.http.answers import PART_OF_PAGE
from newsarchive.crawl.http.failures import PrivateAddress, RobotsForbids, Stopping
from newsarchive.crawl.rendering import page_parts
from newsarchive.crawl.rendering.page_parts import Asked, PagePart, PageParts, ScriptCache

PAGE = "https://www.example.org/article"


class Server:
    """Answers every request in the same way, and remembers the requests."""

    def __init__(self, answer: Callable[[Request], Response] = lambda request: Response(request.url, 200, body=b"x")):
        self._answer = answer
        self.requests: list[Request] = []

    async def __call__(self, request: Request) -> Response:
        self.requests.append(request)
        return self._answer(request)


def raising(error: Exception) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        raise error

    return answer


def asked(path: str, kind: str = "fetch", method: str = "GET", **headers: str) -> Asked:
    url = path if "://" in path else f"https://www.example.org{path}"
    return Asked(url, method, kind, {name.replace("_", "-"): value for name, value in headers.items()})


async def answers(parts: PageParts, *what: Asked) -> list[PagePart | None]:
    return [await parts.answer(one) for one in what]


@pytest.mark.parametrize("kind", ["script", "xhr", "fetch"])
async def test_scripts_and_data_are_fetched(kind: str) -> None:
    server = Server()
    part = await PageParts(PAGE, server).answer(asked("/x", kind))
    assert part is not None
    assert (part.status, part.body) == (200, b"x")
    assert server.requests[0].meta[PART_OF_PAGE]


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(asked("/x", kind), id=kind)
        for kind in ("font", "media", "websocket", "eventsource", "manifest", "ping", "texttrack", "other", "document")
    ]
    + [
        pytest.param(asked("/x", method="POST"), id="POST"),
        pytest.param(asked("ftp://www.example.org/x"), id="another scheme"),
        pytest.param(asked("file:///etc/passwd"), id="a file of this machine"),
    ],
)
async def test_all_else_is_refused(what: Asked) -> None:
    server = Server()
    assert await PageParts(PAGE, server).answer(what) is None
    assert server.requests == []


async def test_styles_and_pictures_are_answered_without_a_request() -> None:
    server = Server()
    found = await answers(PageParts(PAGE, server), asked("/x.css", "stylesheet"), asked("/x.jpg", "image"))
    assert [part and part.headers["Content-Type"] for part in found] == ["text/css", "image/gif"]
    assert server.requests == []


async def test_the_number_of_requests_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_parts, "MAX_PARTS", 3)
    server = Server()
    found = await answers(PageParts(PAGE, server), *(asked(f"/{n}") for n in range(5)))
    assert [part is not None for part in found] == [True, True, True, False, False]
    assert len(server.requests) == 3


async def test_the_bytes_of_a_page_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_parts, "MAX_BYTES", 150)
    server = Server(lambda request: Response(request.url, 200, body=b"x" * 100))
    found = await answers(PageParts(PAGE, server), *(asked(f"/{n}") for n in range(4)))
    assert [part is not None for part in found] == [True, True, False, False]
    assert [one.meta["download_maxsize"] for one in server.requests] == [150, 50]


async def test_a_page_that_is_done_gets_nothing_more() -> None:
    server = Server()
    parts = PageParts(PAGE, server)
    parts.close()
    assert await parts.answer(asked("/x")) is None
    assert server.requests == []


async def test_at_most_four_are_under_way() -> None:
    under_way: list[int] = []
    now = 0

    async def download(request: Request) -> Response:
        nonlocal now
        now += 1
        under_way.append(now)
        await asyncio.sleep(0)
        now -= 1
        return Response(request.url, 200)

    parts = PageParts(PAGE, download)
    await asyncio.gather(*(parts.answer(asked(f"/{n}")) for n in range(20)))
    assert max(under_way) == page_parts.AT_ONCE
    assert parts.in_progress == 0


async def test_a_script_is_fetched_once_for_all_pages() -> None:
    server, scripts = Server(), ScriptCache()
    for _ in range(3):
        await PageParts(PAGE, server, scripts).answer(asked("/app.js", "script"))
        await PageParts(PAGE, server, scripts).answer(asked("/data.json"))
    assert [one.url.rpartition("/")[2] for one in server.requests] == ["app.js", *["data.json"] * 3]


async def test_a_script_is_not_kept_against_its_servers_word() -> None:
    server = Server(lambda request: Response(request.url, 200, headers={"Cache-Control": "private, No-Store"}))
    scripts = ScriptCache()
    for _ in range(2):
        await PageParts(PAGE, server, scripts).answer(asked("/app.js", "script"))
    assert len(server.requests) == 2


def test_kept_scripts_have_a_limit() -> None:
    scripts = ScriptCache(max_bytes=10)
    scripts.put("a", PagePart(200, {}, b"x" * 8))
    scripts.put("b", PagePart(200, {}, b"x" * 8))
    assert scripts.get("a") is not None
    assert scripts.get("b") is None


async def test_headers_are_passed_on_only_as_far_as_the_page_needs_them() -> None:
    headers = {"Content-Type": "application/json", "Set-Cookie": "a=1", "Access-Control-Allow-Origin": "*"}
    server = Server(lambda request: Response(request.url, 200, headers=headers))
    what = asked(
        "https://api.example/x", x_key="k", Cookie="a=1", Referer=PAGE, Sec_Fetch_Mode="cors", If_None_Match="e"
    )
    part = await PageParts(PAGE, server).answer(what)
    assert part is not None
    assert part.headers == {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}
    sent = {name.decode().lower(): value[0].decode() for name, value in server.requests[0].headers.items()}
    assert sent == {"x-key": "k", "origin": "https://www.example.org"}


async def test_too_many_headers_are_not_sent() -> None:
    server = Server()
    await PageParts(PAGE, server).answer(asked("/x", x_key="k" * 10_000))
    assert not server.requests[0].headers


@pytest.mark.parametrize(
    ("url", "answer", "missing"),
    [
        pytest.param("/x", lambda request: Response(request.url, 503), "HTTP 503", id="a server that fails"),
        pytest.param(
            "https://api.example.org/x", raising(DownloadTimeoutError()), "within the time limit", id="no answer"
        ),
        pytest.param("/x", lambda request: Response(request.url, 404), None, id="not found"),
        pytest.param("/x", raising(RobotsForbids("robots.txt forbids it")), None, id="robots.txt"),
        pytest.param("/x", raising(PrivateAddress("private")), None, id="a private address"),
        pytest.param("https://tracker.example/x", raising(DownloadTimeoutError()), None, id="another site"),
    ],
)
async def test_what_may_be_had_later_is_remembered(url: str, answer: Any, missing: str | None) -> None:
    parts = PageParts(PAGE, Server(answer))
    await parts.answer(asked(url))
    if missing is None:
        assert parts.missing is None
    else:
        assert missing in (parts.missing or "")


async def test_a_stop_of_the_crawl_is_remembered() -> None:
    parts = PageParts(PAGE, Server(raising(Stopping("the crawl was stopped"))))
    assert await parts.answer(asked("/x")) is None
    assert parts.was_stopped
