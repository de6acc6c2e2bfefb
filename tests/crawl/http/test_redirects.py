"""Which redirects of an article's page are followed."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request

from newsarchive.crawl.http.redirects import LeftOutlet, RedirectGuard
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
