from newsarchive import OutletSpider


class NvUa(OutletSpider):
    name = "nv_ua"
    title = "НВ"
    home = "https://nv.ua/"
    country, language, timezone = "ua", "uk", "Europe/Kyiv"
    feeds = ["https://nv.ua/ukr/rss/all.xml"]
