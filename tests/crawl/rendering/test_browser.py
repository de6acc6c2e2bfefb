"""The browser of a process as far as it needs no browser; test_tab.py has a real one."""

import copy
import os

import pytest

from newsarchive.crawl.http.failures import BrowserUnavailable
from newsarchive.crawl.rendering import browser as browser_module
from newsarchive.crawl.rendering.browser import INSTALL_HINT, Browser, missing, resident_bytes


async def test_without_the_extra_no_page_is_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_module, "find_spec", lambda name: None)
    assert missing() == INSTALL_HINT
    browser = Browser()
    for _ in range(2):
        with pytest.raises(BrowserUnavailable, match="newsarchive\\[browser\\]"):
            await browser._started()


def test_all_crawlers_share_one_browser() -> None:
    browser = Browser()
    assert copy.deepcopy({"a": browser})["a"] is browser


async def test_the_last_user_closes_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    browser, closed = Browser(), []

    async def close() -> None:
        closed.append(True)

    monkeypatch.setattr(browser, "close", close)
    for user in ("a", "b"):
        browser.join(user)
    await browser.leave("c")
    await browser.leave("a")
    assert closed == []
    await browser.leave("b")
    assert closed == [True]


def test_the_memory_of_a_process_is_known_and_of_none_is_zero() -> None:
    assert resident_bytes(os.getpid()) > 1_000_000
    assert resident_bytes(2**22 + 1) == 0
