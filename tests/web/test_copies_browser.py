"""Near-copies in a real browser: from one hit to the cluster and what each changed, wide and narrow, light and dark."""

import socket
import threading

import pytest
import uvicorn
from playwright.sync_api import expect

from newsarchive.web.serve import make_datasette
from tests.web.conftest import NOW
from tests.web.pages.test_near_duplicates import built  # noqa: F401
from tests.web.test_browser import (  # noqa: F401  the fixtures of a browser
    WIDE,
    browser,
    open_page,
    overflows,
    photograph,
    pytestmark,
)

PHONE = (390, 844)


@pytest.fixture(scope="module")
def address(built):  # noqa: F811
    """Where the archive of copies is served, its clock at NOW."""
    patch = pytest.MonkeyPatch()
    patch.setattr("newsarchive.clock.now", lambda: NOW)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_datasette(built[0]).app(), log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    patch.undo()


def test_from_a_hit_to_what_a_copy_changed(open_page):  # noqa: F811
    page = open_page()
    page.goto("/search?q=harbour")
    page.get_by_role("link", name="and 25 more").click()
    page.wait_for_url("**/copies/*")
    change = page.locator("details").filter(has_text="text edited").first
    expect(change.locator("del").first).to_be_hidden()
    change.locator("summary").click()
    expect(change.locator("del").first).to_have_text("Tuesday")
    page.get_by_role("link", name="Later copies").click()
    page.wait_for_url("**after=**")
    expect(page.locator(".cluster li")).to_have_count(6)


def test_the_box_shows_every_copy_and_the_sign_above_takes_it_back(open_page):  # noqa: F811
    page = open_page()
    page.goto("/search?q=harbour")
    page.locator("summary", has_text="Outlet, language, dates").click()
    page.get_by_label("Show every near-copy singly").check()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**copies=all**")
    assert page.locator(".headlines h3").count() == 20
    page.locator(".chosen a").click()
    page.wait_for_url("**/search?q=harbour")
    assert page.locator(".headlines h3").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "name"), [(WIDE, "wide"), (PHONE, "narrow")], ids=["wide", "narrow"])
def test_nothing_overflows(open_page, built, size, name, scheme):  # noqa: F811
    page, ids = open_page(size, scheme), built[1]
    for shown, path in {
        "copies": f"/copies/{ids['cut']}",
        "copies-hits": "/search?q=harbour&copies=all",
        "copies-hit": "/search?q=harbour&since=2026-01-01",
        "copies-article": f"/article/{ids['cut']}",
    }.items():
        page.goto(path)
        for details in page.locator(".cluster details").all()[:4]:
            details.locator("summary").click()
        photograph(page, f"{shown}-{name}-{scheme}")
        assert not overflows(page)
