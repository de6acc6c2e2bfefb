"""Which redirects of an article's page are followed."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from newsarchive.crawl.http.redirects import (
    InstantRefresh,
    LeftOutlet,
    PlainAddress,
    RedirectGuard,
    permanent_address,
)
from newsarchive.errors import ReaderTimedOut
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome

POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",))


@pytest.fixture
def guard() -> RedirectGuard:
    crawler: Any = SimpleNamespace(spidercls=SimpleNamespace(outlet=POST))
    return RedirectGuard.from_crawler(crawler)


def a_page(url: str, **meta: Any) -> Request:
    return Request(url, cb_kwargs={"queued": None}, meta=meta)


@pytest.mark.parametrize(
    ("url", "meta", "reason"),
    [
        pytest.param("https://other.example/1", {}, "https://other.example/1, which is not on", id="another host"),
        pytest.param("https://post.example/", {}, "redirects to the home page", id="the home page"),
        pytest.param("https://web.example/web/20240110063000id_/https://other.example/1", {"is_snapshot": True},
                     "https://other.example/1, which is not on", id="a snapshot of another host's page"),
        pytest.param("https://web.example/about", {"is_snapshot": True}, "not a Wayback snapshot", id="not a snapshot"),
    ],
)  # fmt: skip
def test_a_redirect_away_from_the_outlets_articles_is_refused(
    guard: RedirectGuard, url: str, meta: dict[str, Any], reason: str
) -> None:
    with pytest.raises(LeftOutlet, match=reason) as caught:
        guard.process_request(a_page(url, redirect_times=1, **meta))
    assert caught.value.outcome is Outcome.NOT_ARTICLE


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(a_page("https://www.post.example/2", redirect_times=1), id="a redirect within the outlet"),
        pytest.param(a_page("https://other.example/1"), id="not a redirect"),
        pytest.param(Request("https://other.example/rss", meta={"redirect_times": 1}), id="the redirect of a feed"),
        pytest.param(a_page("https://web.example/web/20240110063000id_/https://post.example/1", redirect_times=1,
                            is_snapshot=True), id="a snapshot of the outlet's page"),
    ],
)  # fmt: skip
def test_every_other_request_is_sent(guard: RedirectGuard, request_: Request) -> None:
    assert guard.process_request(request_) is None


@pytest.mark.parametrize(
    ("reasons", "address"),
    [
        pytest.param([301], "https://post.example/new", id="moved"),
        pytest.param([308, 301], "https://post.example/new", id="moved twice"),
        pytest.param([301, 302], None, id="one was temporary"),
        pytest.param(["meta refresh"], None, id="not by HTTP"),
        pytest.param([], None, id="no redirect"),
    ],
)
def test_only_permanent_redirects_give_a_feed_a_new_address(reasons: list[Any], address: str | None) -> None:
    url = "https://post.example/new"
    assert permanent_address(Response(url, request=Request(url, meta={"redirect_reasons": reasons}))) == address
    assert permanent_address(Response(url)) is None


@pytest.mark.parametrize("url", ["https://desk:word@post.example:8080/a?b=1", "https://desk@post.example:8080/a?b=1"])
def test_a_password_in_an_address_is_not_sent(url: str) -> None:
    plain = PlainAddress().process_request(a_page(url, redirect_times=1))
    assert plain is not None
    assert plain.url == "https://post.example:8080/a?b=1"
    assert (plain.meta["redirect_times"], plain.cb_kwargs) == (1, {"queued": None})
    assert PlainAddress().process_request(plain) is None


ONE = "https://post.example/1"


def leading_to(target: str, cookie: str | None = None, status: int = 200) -> Response:
    body = f"<meta http-equiv='refresh' content='0;url={target}'>".encode()
    return Response(ONE, status=status, body=body, headers={"Set-Cookie": cookie} if cookie else {})


async def answered(request: Request, response: Response, error: Exception | None = None) -> Request | Response:
    async def in_worker(function: Any, *args: Any) -> Any:
        if error is not None:
            raise error
        return function(*args)

    crawler: Any = SimpleNamespace(spider=SimpleNamespace(in_worker=in_worker))
    return await InstantRefresh.from_crawler(crawler).process_response(request, response)


async def test_a_page_that_leads_to_another_at_once_is_a_redirect() -> None:
    asked = a_page(ONE, redirect_times=1, redirect_urls=["https://post.example/0"]).replace(
        headers={"If-None-Match": "x", "If-Modified-Since": "y", "Accept": "z"}
    )
    following = await answered(asked, leading_to("/2"))
    assert isinstance(following, Request)
    assert following.url == "https://post.example/2"
    assert following.cb_kwargs == {"queued": None}
    assert following.meta["redirect_times"] == 2
    assert following.meta["redirect_urls"] == ["https://post.example/0", ONE]
    assert list(following.headers) == [b"Accept"]


async def test_only_one_such_page_is_followed() -> None:
    following = await answered(a_page(ONE), leading_to("/2"))
    assert isinstance(following, Request)
    response = leading_to("/3")
    assert await answered(following, response) is response


async def test_a_page_that_sets_a_cookie_and_reloads_itself_is_asked_again_with_it() -> None:
    following = await answered(a_page(ONE), leading_to("/1", "gate=open"))
    assert isinstance(following, Request)
    assert following.url == ONE


@pytest.mark.parametrize(
    ("request_", "response", "error"),
    [
        pytest.param(a_page(ONE), leading_to("/1"), None, id="it reloads itself"),
        pytest.param(a_page(ONE), leading_to("/1/?utm_source=x"), None, id="it reloads itself under another address"),
        pytest.param(a_page(ONE), leading_to("mailto:desk"), None, id="no web address"),
        pytest.param(a_page(ONE), leading_to("/2", status=404), None, id="an error page"),
        pytest.param(a_page(ONE, is_snapshot=True), leading_to("/2"), None, id="a snapshot"),
        pytest.param(Request(ONE), leading_to("/2"), None, id="a feed or home page"),
        pytest.param(a_page(ONE), leading_to("/2"), ReaderTimedOut("too slow"), id="it cannot be read in time"),
    ],
)
async def test_every_other_answer_is_taken_as_it_is(
    request_: Request, response: Response, error: Exception | None
) -> None:
    assert await answered(request_, response, error) is response
