"""Redirects of a real crawl: by cookie, by the page itself, with a password, out of the outlet, into closed pages."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from desk import Desk, rss, story

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)

SECRET = "harbour-gate-77"


def refresh(target: str) -> dict[str, Any]:
    return {"body": f"<html><head><meta http-equiv='refresh' content='0; url={target}'></head></html>".encode()}


def behind_a_cookie(page: Any) -> Callable[..., Any]:
    def answer(arrival: Any, number: int) -> dict[str, Any]:
        if "visit=yes" in arrival.headers.get("cookie", ""):
            return page(arrival, number)
        return {"status": 302, "headers": {"Location": arrival.path, "Set-Cookie": "visit=yes; Path=/"}}

    return answer


@pytest.fixture
def crawled(desk: Desk, serve: Callable[..., Any]) -> SimpleNamespace:
    other = serve({"/away": story("A story of another outlet")})
    site = serve()
    with_password = site.url("/inside").replace("://", f"://desk:{SECRET}@")
    site.routes |= {
        "/robots.txt": {"body": b"User-agent: *\nDisallow: /closed/\n", "headers": {"Content-Type": "text/plain"}},
        "/cookie": behind_a_cookie(story("Ferry behind a cookie")),
        "/cookie-2": behind_a_cookie(story("Tower behind a cookie")),
        "/password": {"status": 302, "headers": {"Location": with_password}},
        "/inside": story("Market behind a password"),
        "/moved": refresh("/here"),
        "/here": story("Bridge behind a refresh"),
        "/moved-away": refresh(other.url("/away")),
        "/moved-to-closed": refresh("/closed/1"),
        "/moved-home": refresh("/"),
        "/moved-twice": refresh("/moved-once-more"),
        "/moved-once-more": refresh("/here"),
        "/closed/1": story("A closed story"),
        "/plain": story("Mill without redirects"),
    }
    asked = [path for path in site.routes if path not in ("/robots.txt", "/inside", "/here", "/closed/1")]
    site.routes["/rss"] = {"body": rss([(site.url(path), path) for path in asked if path != "/moved-once-more"])}
    desk.declare("river", site, feeds=[site.url("/rss")])
    return SimpleNamespace(desk=desk, site=site, other=other, done=desk.crawl("river"))


def test_redirects_are_followed_as_far_as_they_lead_to_the_outlets_pages(crawled: SimpleNamespace) -> None:
    desk, site = crawled.desk, crawled.site
    assert desk.headlines("river") == {
        "Ferry behind a cookie",
        "Tower behind a cookie",
        "Market behind a password",
        "Bridge behind a refresh",
        "Mill without redirects",
    }
    outcomes = desk.outcomes("river")
    assert outcomes["moved"][0] in ("article", "same_article")
    assert outcomes["moved-away"][0] == "not_article"
    assert "which is not on the outlet's domains" in outcomes["moved-away"][1]
    assert outcomes["moved-to-closed"] == ("robots_forbids", "robots.txt forbids it")
    assert outcomes["moved-home"] == ("not_article", "redirects to the home page")
    assert outcomes["moved-twice"][0] == "too_short"
    assert crawled.other.pages() == []
    assert "/closed/1" not in site.paths()
    # Each chain begins without the cookies of another.
    first = [arrival for arrival in site.arrivals if arrival.path.startswith("/cookie")]
    assert sorted("cookie" in arrival.headers for arrival in first) == [False, False, True, True]
    assert not [one for one in site.arrivals if "cookie" in one.headers and not one.path.startswith("/cookie")]


def test_a_password_in_a_redirect_is_kept_nowhere(crawled: SimpleNamespace) -> None:
    desk = crawled.desk
    said = f"{crawled.done.stderr}{crawled.done.report}"
    assert crawled.done.run("river")["problem"] is None
    assert SECRET not in said
    assert not [one for one in crawled.site.arrivals if "authorization" in one.headers]
    for (table,) in desk.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"):
        assert SECRET not in str(desk.rows(f"SELECT * FROM [{table}]"))
