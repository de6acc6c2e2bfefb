from newsarchive import OutletSpider


class FifteenMinLt(OutletSpider):
    name = "fifteen_min_lt"
    title = "15min.lt"
    home = "https://www.15min.lt/"
    country, language, timezone = "lt", "lt", "Europe/Vilnius"
    feeds = ["https://www.15min.lt/rss"]
