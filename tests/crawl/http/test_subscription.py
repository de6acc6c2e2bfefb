"""The middlewares that send the cookies of a subscription, and keep them out of everything that is stored."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response

from newsarchive.crawl.http.chain_cookies import ChainCookies, keep_cookies
from newsarchive.crawl.http.robots import _robots_request
from newsarchive.crawl.http.subscription import SUBSCRIBER_OF, MaskCookies, ShowsCookie, SubscriptionCookies
from newsarchive.crawl.scrapy_settings import scrapy_settings
from newsarchive.outlet import Outlet
from newsarchive.settings import Settings

PAGE = "https://www.post.example/news/flood"
POST = Outlet("post", "Post", "https://www.post.example/", "en", "UTC", domains=("www.post.example",))
OTHER = Outlet("other", "Other", "https://other.example/", "en", "UTC", domains=("other.example",))
KEY = "k3yOfASubscription"


def a_crawler(settings: Settings, outlet: Outlet | None = POST) -> SimpleNamespace:
    return SimpleNamespace(
        settings=scrapy_settings(settings), spidercls=SimpleNamespace(outlet=outlet) if outlet else object
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    file = tmp_path / "post-cookies.txt"
    # Not secure: a browser would send it over http too.
    file.write_text(f".post.example\tTRUE\t/\tFALSE\t0\tsid\t{KEY}\n")
    file.chmod(0o600)
    return Settings(tmp_path, cookies=(("post", file),))


@pytest.fixture
def cookies(settings: Settings) -> SubscriptionCookies:
    return SubscriptionCookies(a_crawler(settings))


def sent(cookies: SubscriptionCookies, request: Request) -> bytes | None:
    cookies.process_request(request)
    return request.headers.get("Cookie")


def an_answer(request: Request, *set_cookies: str, status: int = 200, **headers: str) -> Response:
    return Response(request.url, status=status, headers={"Set-Cookie": list(set_cookies), **headers}, request=request)


def test_without_the_setting_there_is_nothing_to_do(tmp_path):
    for middleware in (SubscriptionCookies, MaskCookies):
        with pytest.raises(NotConfigured):
            middleware.from_crawler(a_crawler(Settings(tmp_path)))


SPORT = """
from newsarchive.crawl.spider import OutletSpider


class PostSport(OutletSpider):
    name, title, home = "post_sport", "Post Sport", "https://sport.www.post.example/"
    country, language, timezone = "gb", "en", "UTC"
    domains = ["sport.www.post.example"]
"""


@pytest.mark.parametrize(
    ("url", "cookie"),
    [
        (PAGE, f"sid={KEY}".encode()),
        ("https://live.www.post.example/", f"sid={KEY}".encode()),
        ("https://sport.www.post.example/", None),
    ],
)
def test_a_host_of_another_outlet_gets_no_cookie(settings: Settings, tmp_path: Path, url: str, cookie: bytes | None):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "post_sport.py").write_text(SPORT)
    cookies = SubscriptionCookies(a_crawler(replace(settings, outlets_folder=tmp_path / "own")))
    assert sent(cookies, Request(url)) == cookie


def test_a_broken_outlet_file_lets_no_cookie_out(settings: Settings, tmp_path: Path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "post_sport.py").write_text(SPORT.replace("gb", "uk"))
    cookies = SubscriptionCookies(a_crawler(replace(settings, outlets_folder=tmp_path / "own")))
    assert sent(cookies, Request(PAGE)) is None


def test_an_answered_request_has_no_cookies_any_more(cookies):
    request = Request(PAGE)
    assert sent(cookies, request) == f"sid={KEY}".encode()
    assert cookies.process_response(request, an_answer(request)).status == 200
    assert "Cookie" not in request.headers
    assert sent(cookies, request) is not None
    cookies.process_exception(request, TimeoutError())
    assert "Cookie" not in request.headers


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(Request(PAGE.replace("https", "http")), id="over http"),
        pytest.param(Request("https://other.example/"), id="another host"),
        pytest.param(Request(PAGE, meta={SUBSCRIBER_OF: OTHER}), id="for another outlet"),
        pytest.param(_robots_request("https://www.post.example/robots.txt"), id="robots.txt"),
    ],
)
def test_other_requests_get_none(cookies, request_):
    assert sent(cookies, request_) is None


def test_outside_of_a_crawl_a_request_names_its_outlet(settings):
    cookies = SubscriptionCookies(a_crawler(settings, outlet=None))
    assert sent(cookies, Request(PAGE)) is None
    assert sent(cookies, Request(PAGE, meta={SUBSCRIBER_OF: POST})) == f"sid={KEY}".encode()


def test_a_file_that_cannot_be_used_sends_nothing(settings):
    dict(settings.cookies)["post"].chmod(0o644)
    assert sent(SubscriptionCookies(a_crawler(settings)), Request(PAGE)) is None


def test_what_the_outlet_sets_is_sent_again_and_in_no_answer(cookies):
    request = Request(PAGE)
    sent(cookies, request)
    answer = cookies.process_response(request, an_answer(request, "sid=renewed; Domain=post.example; Path=/"))
    assert "Set-Cookie" not in answer.headers
    assert sent(cookies, Request(PAGE)) == b"sid=renewed"


def test_a_renewed_cookie_follows_no_redirect_out_of_the_session(cookies):
    chain = ChainCookies()
    request = Request(PAGE)
    sent(cookies, request)
    answer = an_answer(request, "sid=renewed; Domain=post.example; Path=/", status=302, Location="/")
    chain.process_response(request, cookies.process_response(request, answer))
    for url in (PAGE.replace("https", "http"), "https://shop.post.example/"):
        following = request.replace(url=url)
        chain.process_request(following)
        assert sent(cookies, following) is None


def test_cookies_of_the_chain_before_are_sent_beside_the_session(cookies):
    assert sent(cookies, Request(PAGE, headers={"Cookie": "gate=open; sid=theirs"})) == f"sid={KEY}; gate=open".encode()


def test_a_page_that_reloads_itself_for_a_cookie_is_asked_again(cookies):
    request = Request(PAGE)
    answer = cookies.process_response(request, an_answer(request, "gate=open"))
    assert keep_cookies(request, answer)
    assert not keep_cookies(request, cookies.process_response(request, an_answer(request)))


def test_a_redirect_that_shows_a_cookie_is_not_followed(cookies):
    request = Request(PAGE)
    answer = an_answer(request, status=302, Location=f"/login?session={KEY}")
    with pytest.raises(ShowsCookie):
        cookies.process_response(request, answer)


def test_an_answer_that_repeats_a_cookie_is_masked(settings, cookies):
    crawler = a_crawler(settings)
    crawler.get_downloader_middleware = lambda kind: cookies
    mask = MaskCookies(crawler)
    request = Request(PAGE)
    headers = {"X-Session": KEY, "Content-Type": "text/html"}
    shown = HtmlResponse(PAGE, headers=headers, body=f"<script>s='{KEY}'</script>".encode(), request=request)
    answer = mask.process_response(request, shown)
    assert answer.body == b"<script>s='" + b"*" * len(KEY) + b"'</script>"
    assert answer.headers["X-Session"] == b"*" * len(KEY)
    assert answer.headers["Content-Type"] == b"text/html"
    plain = HtmlResponse(PAGE, body=b"<p>News</p>", request=request)
    assert mask.process_response(request, plain) is plain
    elsewhere = Request("https://other.example/")
    other = HtmlResponse(elsewhere.url, body=KEY.encode())
    assert mask.process_response(elsewhere, other) is other
