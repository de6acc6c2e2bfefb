"""Cookies live as long as one chain of redirects."""

import pytest
from scrapy import Request
from scrapy.http import Response

from newsarchive.crawl.http.chain_cookies import ChainCookies, keep_cookies

PAGE = "https://post.example/news/1"
GATE = ChainCookies()


def an_answer(*cookies: str, status: int = 302) -> Response:
    return Response(PAGE, status=status, headers={"Location": PAGE, "Set-Cookie": list(cookies)})


def sent_after(answer: Response, url: str = PAGE, first: Request | None = None) -> bytes | None:
    """The Cookie header of the request that follows from an answer."""
    asked = first or Request(PAGE)
    assert GATE.process_response(asked, answer) is answer
    following = asked.replace(url=url)
    GATE.process_request(following)
    return following.headers.get("Cookie")


def test_a_cookie_is_sent_with_the_next_request_of_the_chain():
    assert sent_after(an_answer("gate=open; Path=/", "desk=7")) in (b"gate=open; desk=7", b"desk=7; gate=open")


@pytest.mark.parametrize(
    ("cookie", "url"),
    [
        pytest.param("gate=open", "https://other.example/", id="another host"),
        pytest.param("gate=open; Path=/shop", PAGE, id="another path"),
        pytest.param("gate=open; Domain=other.example", PAGE, id="for another host"),
        pytest.param("gate=open; Secure", PAGE.replace("https", "http"), id="only for https"),
        pytest.param("gate=; Max-Age=0", PAGE, id="taken back"),
        pytest.param("gate=" + "x" * 9_000, PAGE, id="more than servers accept"),
    ],
)
def test_a_cookie_goes_only_where_it_belongs(cookie, url):
    assert sent_after(an_answer(cookie), url) is None


def test_the_cookies_of_a_page_that_is_no_redirect_are_forgotten():
    assert sent_after(an_answer("gate=open", status=200)) is None


def test_another_request_does_not_know_them():
    assert sent_after(an_answer("gate=open")) == b"gate=open"
    other = Request(PAGE)
    GATE.process_request(other)
    assert "Cookie" not in other.headers


def test_a_later_redirect_changes_them():
    first = Request(PAGE)
    assert sent_after(an_answer("gate=open", "desk=7"), first=first)
    second = first.replace(url=PAGE)
    GATE.process_request(second)
    assert sent_after(an_answer("gate=shut", "desk=; Max-Age=0"), first=second) == b"gate=shut"


def test_a_flood_of_cookies_is_left_out():
    asked = Request(PAGE)
    assert not keep_cookies(asked, an_answer(*(f"c{number}={'x' * 4_000}" for number in range(60))))
    assert asked.meta == {}
