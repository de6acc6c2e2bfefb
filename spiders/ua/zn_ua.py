from newsarchive import OutletSpider


class ZnUa(OutletSpider):
    name = "zn_ua"
    title = "Дзеркало тижня"
    home = "https://zn.ua/ukr/"
    country, language, timezone = "ua", "uk", "Europe/Kyiv"
    feeds = ["https://zn.ua/ukr/rss/full.rss"]
