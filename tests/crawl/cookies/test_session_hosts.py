"""Which hosts get the cookies of an outlet when another outlet has a host below its own."""

import pytest

from newsarchive.crawl.cookies.session_hosts import hosts_of_others, is_session_url
from newsarchive.outlet import Outlet


def an_outlet(name: str, *domains: str) -> Outlet:
    return Outlet(name, name.title(), f"https://{domains[0]}/", "en", "UTC", domains=domains)


POST = an_outlet("post", "post.example", "archive.sport.post.example")
OTHERS = [
    an_outlet("sport", "sport.post.example"),
    an_outlet("post_tr", "post.example"),
    an_outlet("echo", "echo.example"),
    an_outlet("nearly", "outpost.example"),
]


def test_only_hosts_below_those_of_the_outlet_can_be_nearer():
    assert hosts_of_others(POST, [POST, *OTHERS]) == {"sport.post.example"}


@pytest.mark.parametrize(
    ("url", "gets_cookies"),
    [
        pytest.param("https://post.example/a", True, id="a host that two outlets have"),
        pytest.param("https://www.post.example/a", True, id="below it"),
        pytest.param("https://sport.post.example/a", False, id="the host of another outlet"),
        pytest.param("https://live.sport.post.example/a", False, id="below the host of another outlet"),
        pytest.param("https://archive.sport.post.example/a", True, id="a nearer host of its own"),
        pytest.param("https://echo.example/", False, id="another site"),
    ],
)
def test_a_host_belongs_to_the_outlet_with_the_nearest_domain(url: str, gets_cookies: bool):
    assert is_session_url(POST, url, hosts_of_others(POST, [POST, *OTHERS])) is gets_cookies
