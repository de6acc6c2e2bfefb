"""One cookie: where a browser sends it, and what a server's header makes of it (RFC 6265)."""

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.crawl.cookies.cookie import LAST_MOMENT, Cookie, moment, parse_set_cookie

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAGE = "https://www.post.example/news/2026/flood"


def a_cookie(**facts) -> Cookie:
    return Cookie(**{"name": "sid", "value": "secret", "domain": "post.example", "is_host_only": False, **facts})


@pytest.mark.parametrize(
    ("facts", "url", "belongs"),
    [
        pytest.param({}, "https://post.example/", True, id="its domain"),
        pytest.param({}, PAGE, True, id="a host below its domain"),
        pytest.param({}, "https://POST.example:8443", True, id="letters, port and a missing path do not count"),
        pytest.param({}, "https://outpost.example/", False, id="a name that only ends alike"),
        pytest.param({}, "https://example/", False, id="a name above its domain"),
        pytest.param({"is_host_only": True}, PAGE, False, id="a host below, for one host alone"),
        pytest.param({"domain": "0.0.1"}, "https://127.0.0.1/", False, id="an address has nothing below it"),
        pytest.param({}, "http://post.example/", False, id="secure, over http"),
        pytest.param({"is_secure": False}, "http://post.example/", True, id="not secure, over http"),
        pytest.param({"path": "/news"}, PAGE, True, id="below its path"),
        pytest.param({"path": "/news/"}, PAGE, True, id="below its folder"),
        pytest.param({"path": "/news"}, "https://post.example/news", True, id="its path"),
        pytest.param({"path": "/news"}, "https://post.example/newsroom", False, id="a path that only begins alike"),
        pytest.param({"path": "/news/"}, "https://post.example/news", False, id="above its folder"),
    ],
)
def test_a_cookie_belongs_where_a_browser_sends_it(facts, url, belongs):
    assert a_cookie(**facts).belongs_to(url) is belongs


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("sid=a=b; Secure", {"value": "a=b"}, id="an equals sign in its value"),
        pytest.param("sid=", {"value": "", "is_secure": False}, id="empty"),
        pytest.param("sid=1; Path=/; Domain=.Post.Example", {"domain": "post.example", "path": "/"}, id="for a domain"),
        pytest.param("sid=1; path=news", {"path": "/news/2026"}, id="a path that is none"),
        pytest.param("sid=1; Max-Age=60; Expires=x", {"expires_at": NOW + timedelta(minutes=1)}, id="seconds"),
        pytest.param("sid=1; Max-Age=-5", {"expires_at": NOW - timedelta(seconds=1)}, id="taken back"),
        pytest.param("sid=1; Max-Age=" + "9" * 5000, {"expires_at": NOW + timedelta(seconds=9_999_999_999)}, id="ages"),
        pytest.param(
            "sid=1; EXPIRES=Wed, 25-Nov-2026 10:00:00 GMT",
            {"expires_at": datetime(2026, 11, 25, 10, tzinfo=UTC)},
            id="a date with hyphens",
        ),
        pytest.param("sid=1; Expires=soon", {"expires_at": None}, id="a date that is none"),
    ],
)
def test_a_server_sets_a_cookie(header, expected):
    cookie = parse_set_cookie(header, PAGE, NOW)
    assert cookie is not None
    assert cookie.is_host_only is ("Domain" not in header)
    assert {name: getattr(cookie, name) for name in expected} == expected


@pytest.mark.parametrize(
    "header",
    ["", "sid", "=1", "sid=1; Domain=other.example", "sid=1; Domain=deep.www.post.example", "sid=\x00", "s\x7fid=1"],
)
def test_a_header_that_a_browser_ignores_sets_nothing(header):
    assert parse_set_cookie(header, PAGE, NOW) is None


def test_a_value_is_not_shown():
    assert "secret" not in repr(a_cookie())


def test_a_time_that_no_calendar_has_is_far_away():
    assert moment(1e17) == moment(float("inf")) == LAST_MOMENT
    assert moment(0) == datetime(1970, 1, 1, tzinfo=UTC)
