from newsarchive import OutletSpider


class WarOnTheRocks(OutletSpider):
    name = "war_on_the_rocks"
    title = "War on the Rocks"
    home = "https://warontherocks.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://warontherocks.com/feed"]
