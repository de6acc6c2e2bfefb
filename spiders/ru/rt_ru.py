from newsarchive import OutletSpider


class RtRu(OutletSpider):
    name = "rt_ru"
    title = "RT на русском"
    home = "https://russian.rt.com/"
    domains = ["russian.rt.com"]
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://russian.rt.com/rss"]
