"""What all crawlers of a process find in their settings."""

from typing import Any

from scrapy.settings import Settings

from newsarchive.crawl.session import SessionHolder
from newsarchive.crawl.shared import SharedAddon


def test_every_copy_of_the_settings_has_the_same_pace_and_session_holder() -> None:
    settings = Settings()
    SharedAddon.update_pre_crawler_settings(settings)
    first, second = settings.copy(), settings.copy()
    for name in ("NEWSARCHIVE_PACE", "NEWSARCHIVE_SESSION"):
        assert first[name] is not None
        assert first[name] is second[name]


def test_what_a_command_has_set_stays() -> None:
    holder = SessionHolder()
    settings = Settings()
    settings.set("NEWSARCHIVE_SESSION", holder, priority="cmdline")
    SharedAddon.update_pre_crawler_settings(settings)
    assert settings["NEWSARCHIVE_SESSION"] is holder


def test_two_processes_settings_share_nothing() -> None:
    first, second = Settings(), Settings()
    for settings in (first, second):
        SharedAddon.update_pre_crawler_settings(settings)
    names: Any = ("NEWSARCHIVE_PACE", "NEWSARCHIVE_SESSION")
    assert all(first[name] is not second[name] for name in names)
