"""What the crawlers of one process share beside the network, put where each of them finds it: Scrapy's settings."""

from scrapy.settings import BaseSettings

from newsarchive.crawl.http.pace import DownloadLimit, ProcessPace
from newsarchive.crawl.rendering.browser import Browser
from newsarchive.crawl.session import SessionHolder


class SharedAddon:
    """Scrapy add-on: adds the pace of hosts, the holder of the session and the browser to the settings of a process.

    Scrapy makes its components anew for each crawler and copies the settings for it; these values stay the same
    objects in every copy.
    """

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Adds NEWSARCHIVE_SESSION, unless a command has set it, and the other two; once for each process."""
        holder: SessionHolder = settings.get("NEWSARCHIVE_SESSION") or SessionHolder()
        settings.set("NEWSARCHIVE_SESSION", holder, priority="project")
        pace = settings.get("NEWSARCHIVE_PACE") or ProcessPace(DownloadLimit(holder.unread_bytes))
        settings.set("NEWSARCHIVE_PACE", pace, priority="project")
        browser = settings.get("NEWSARCHIVE_SHARED_BROWSER") or Browser(settings.get("NEWSARCHIVE_BROWSER"))
        settings.set("NEWSARCHIVE_SHARED_BROWSER", browser, priority="project")
