from newsarchive import OutletSpider


class DemocracyNow(OutletSpider):
    name = "democracy_now"
    title = "Democracy Now!"
    home = "https://www.democracynow.org/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.democracynow.org/democracynow.rss"]
