from newsarchive import OutletSpider


class ChristianScienceMonitor(OutletSpider):
    name = "christian_science_monitor"
    title = "The Christian Science Monitor"
    home = "https://www.csmonitor.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://rss.csmonitor.com/feeds/csm"]
