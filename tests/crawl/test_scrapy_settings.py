"""Scrapy's settings for our own commands: whose setting wins, and what a crawler's copy shares."""

from pathlib import Path

import pytest
from scrapy.settings import BaseSettings

from newsarchive.crawl import scrapy_settings as module
from newsarchive.crawl.scrapy_settings import SharedSettings, scrapy_settings, user_settings
from newsarchive.errors import SettingsError
from newsarchive.settings import Settings


def test_a_commands_settings_win_over_those_of_the_file_and_the_environment(tmp_path: Path) -> None:
    user = Settings(root=tmp_path, contact="desk@river.test", delay_seconds=0, page_max_mb=1, allow_private=("a.test",))
    settings = scrapy_settings(user)
    assert "desk@river.test" in settings["USER_AGENT"]
    assert settings["NEWSARCHIVE_DELAY_SECONDS"] == 0
    assert settings["DOWNLOAD_MAXSIZE"] == 1024 * 1024
    assert settings["NEWSARCHIVE_ALLOW_PRIVATE"] == ["a.test"]
    assert settings["NEWSARCHIVE_SETTINGS"] == user
    assert settings["ROBOTSTXT_OBEY"] is True


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("absent.pem", "absent.pem cannot be read: No such file or directory; name a PEM", id="no file"),
        pytest.param(".", "cannot be read|no certificates that can be read", id="a folder"),
        pytest.param("empty.pem", "empty.pem has no certificates that can be read; name a PEM", id="no certificates"),
    ],
)
def test_a_file_of_authorities_that_cannot_be_used_is_reported_before_anything_is_fetched(tmp_path: Path, name, said):
    (tmp_path / "empty.pem").write_text("nothing here")
    with pytest.raises(SettingsError, match=said):
        scrapy_settings(Settings(root=tmp_path, ca_file=tmp_path / name))


def test_the_settings_of_a_command_are_found_again_in_scrapys(tmp_path: Path) -> None:
    user = Settings(root=tmp_path, contact="desk@river.test")
    assert user_settings(scrapy_settings(user)) is user


def test_without_a_commands_settings_those_of_the_user_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Settings(root=tmp_path)
    monkeypatch.setattr(module, "load_settings", lambda: own)
    assert user_settings(BaseSettings()) is own


def test_a_copy_shares_its_values_and_keeps_its_changes_to_itself() -> None:
    value = {"any": "value"}
    original = SharedSettings({"SHARED": value, "NESTED": BaseSettings({"one": 1})})
    copied = original.copy()
    assert copied["SHARED"] is value
    copied.set("SHARED", None)
    copied["NESTED"].set("one", 2)
    assert original["SHARED"] is value
    assert original["NESTED"]["one"] == 1
    assert copied.getpriority("SHARED") == original.getpriority("SHARED")
