"""Scrapy's settings for the commands of newsarchive: the table of settings.py with a user's own settings over it."""

import copy
from typing import Self, TypeVar

from scrapy.settings import BaseSettings, SettingsAttribute
from scrapy.settings import Settings as ScrapySettings

from newsarchive.settings import Settings, load_settings

SettingsType = TypeVar("SettingsType", bound=BaseSettings)


def scrapy_settings(user: Settings) -> ScrapySettings:
    """Scrapy's settings of a crawl; user's settings may differ from those of the file and the environment.

    Raises:
        SettingsError: ca_file cannot be used. Scrapy would log a traceback, and fetch nothing.
    """
    user.check_ca_file()
    # Imported here: the module reads the user's settings file when it is loaded, and ends the process if it is wrong.
    from newsarchive.crawl import settings as table

    settings = SharedSettings()
    settings.setmodule(table, priority="project")
    settings.setdict(table.of_user(user), priority="cmdline")
    settings.set("NEWSARCHIVE_SETTINGS", user, priority="cmdline")
    return settings


def user_settings(settings: BaseSettings) -> Settings:
    """Our settings inside Scrapy's: those that a command gave, or else those of the user's file and environment."""
    given: Settings | None = settings.get("NEWSARCHIVE_SETTINGS")
    return given or load_settings()


class SharedSettings(ScrapySettings):
    """Scrapy's settings; a copy shares the values, which nothing changes in place.

    Every crawler takes a copy. Scrapy's own copies each of 330 values deeply: a third of the time to open an outlet.
    """

    def copy(self) -> Self:
        """The same values and priorities; a change in the copy does not change the original."""
        return _copied(self)


def _copied(settings: SettingsType) -> SettingsType:
    copied = copy.copy(settings)
    copied.attributes = {
        name: SettingsAttribute(_copied(one.value) if isinstance(one.value, BaseSettings) else one.value, one.priority)
        for name, one in settings.attributes.items()
    }
    return copied
