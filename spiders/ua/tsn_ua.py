from newsarchive import OutletSpider


class TsnUa(OutletSpider):
    name = "tsn_ua"
    title = "ТСН"
    home = "https://tsn.ua/"
    country, language, timezone = "ua", "uk", "Europe/Kyiv"
    feeds = ["https://tsn.ua/rss/full.rss"]
