from newsarchive import OutletSpider


class ArmenianWeekly(OutletSpider):
    name = "armenian_weekly"
    title = "The Armenian Weekly"
    home = "https://armenianweekly.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://armenianweekly.com/feed/"]
