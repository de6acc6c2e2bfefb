"""Which redirects of an article's page are followed."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from newsarchive.crawl.http.redirects import LeftOutlet, RedirectGuard, permanent_address
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
