from newsarchive import OutletSpider


class Ruv(OutletSpider):
    name = "ruv"
    title = "RÚV"
    home = "https://www.ruv.is/"
    country, language, timezone = "is", "is", "Atlantic/Reykjavik"
    feeds = ["https://www.ruv.is/rss/frettir"]
