"""The cookies of one outlet during one crawl: where they go, how they are renewed, and what is masked."""

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.crawl.cookies.cookie import Cookie
from newsarchive.crawl.cookies.session_cookies import SessionCookies
from newsarchive.outlet import Outlet

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
POST = Outlet("post", "Post", "https://www.post.example/", "en", "UTC", domains=("www.post.example",))
PAGE = "https://www.post.example/news/flood"
KEY = "k3yOfASubscription"


def a_cookie(name: str = "sid", value: str = KEY, **facts) -> Cookie:
    return Cookie(**{"name": name, "value": value, "domain": "post.example", "is_host_only": False, **facts})


def session(*cookies: Cookie) -> SessionCookies:
    return SessionCookies(POST, cookies or [a_cookie()])


@pytest.mark.parametrize(
    ("url", "goes"),
    [
        pytest.param(PAGE, True, id="the outlet"),
        pytest.param("https://deep.www.post.example/", True, id="below the outlet's host"),
        pytest.param("http://www.post.example/news/flood", False, id="http"),
        pytest.param("https://shop.post.example/", False, id="another host of the cookie's domain"),
        pytest.param("https://post.example/", False, id="the cookie's domain, which is no host of the outlet"),
        pytest.param("https://www.post.example.other.example/", False, id="a name that only begins alike"),
    ],
)
def test_cookies_go_to_the_outlets_hosts_over_https(url, goes):
    # One that a browser would also send without https.
    assert (session(a_cookie(is_secure=False)).header(url, NOW) is not None) is goes


def test_a_host_that_another_outlet_has_more_specifically_gets_no_cookie():
    ours = SessionCookies(POST, [a_cookie()], frozenset({"shop.www.post.example"}))
    assert ours.header(PAGE, NOW) is not None
    assert ours.header("https://deep.www.post.example/", NOW) is not None
    assert ours.header("https://shop.www.post.example/", NOW) is None
    assert ours.header("https://a.shop.www.post.example/", NOW) is None


def test_longer_paths_come_first_and_expired_cookies_stay_at_home():
    cookies = [a_cookie("a", "1"), a_cookie("b", "2", path="/news"), a_cookie("c", "3")]
    gone = a_cookie("d", "4", expires_at=NOW)
    assert session(*cookies, gone).header(PAGE, NOW) == b"b=2; a=1; c=3"
    assert session(gone).header(PAGE, NOW) is None
    assert session(gone).header(PAGE, NOW - timedelta(seconds=1)) == b"d=4"


def test_a_header_is_not_longer_than_servers_accept():
    header = session(*(a_cookie(f"c{number}", "x" * 4000) for number in range(20))).header(PAGE, NOW)
    assert header is not None
    assert 12_000 < len(header) <= 16_384


def test_the_outlet_renews_cookies_for_the_rest_of_the_crawl():
    ours = session(a_cookie("sid", "old", domain="www.post.example", is_host_only=True), a_cookie("b", "2"))
    ours.renew(PAGE, [b"sid=new; Path=/; Secure", b"more=1; Path=/", b"=broken", b"big=" + b"x" * 5000], NOW)
    assert ours.header(PAGE, NOW) == b"sid=new; b=2; more=1"
    ours.renew(PAGE, [b"sid=; Path=/; Max-Age=0", b"never=; Max-Age=0"], NOW)
    assert ours.header(PAGE, NOW) == b"b=2; more=1"


def test_a_flood_of_new_cookies_is_left_out():
    ours = session()
    ours.renew(PAGE, [f"c{number}=1; Path=/".encode() for number in range(500)], NOW)
    header = ours.header(PAGE, NOW)
    assert header is not None
    assert len(header.split(b"; ")) == 51


@pytest.mark.parametrize(
    ("value", "is_masked"),
    [
        pytest.param(KEY, True, id="a key"),
        pytest.param("eyJhbGciOi1J.eyJz-dWIi_.c2ln", True, id="a token"),
        pytest.param("accepted", False, id="a word"),
        pytest.param("a-very-long-word-of-pages", False, id="a long word"),
        pytest.param("20261122120000000", False, id="a number"),
        pytest.param("2026-11-22T12:00:00Z", False, id="a time"),
        pytest.param("https://www.post.example/2026", False, id="an address"),
    ],
)
def test_keys_are_masked_and_words_are_not(value, is_masked):
    page = f"<p>{value}</p>".encode()
    masked = session(a_cookie(value=value)).masked(page)
    assert masked == (b"<p>" + b"*" * len(value) + b"</p>" if is_masked else page)


def test_earlier_keys_are_masked_too():
    ours = session()
    ours.renew(PAGE, [b"sid=an0therKeyOfASubscription; Path=/; Domain=post.example"], NOW)
    assert b"ey" not in ours.masked(f"{KEY} an0therKeyOfASubscription".encode())


def test_a_key_in_an_address_is_found_also_if_it_is_escaped():
    ours = session(a_cookie(value="k3y/OfASubscription="))
    assert ours.is_in(b"/login?t=k3y%2FOfASubscription%3D")
    assert ours.is_in(b"/login?t=k3y/OfASubscription=")
    assert not ours.is_in(b"/news/flood")
