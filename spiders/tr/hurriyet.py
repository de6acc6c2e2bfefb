from newsarchive import OutletSpider


class Hurriyet(OutletSpider):
    name = "hurriyet"
    title = "Hürriyet"
    home = "https://www.hurriyet.com.tr/"
    country, language, timezone = "tr", "tr", "Europe/Istanbul"
    feeds = ["https://www.hurriyet.com.tr/rss/anasayfa"]
