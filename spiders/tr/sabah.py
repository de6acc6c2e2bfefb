from newsarchive import OutletSpider


class Sabah(OutletSpider):
    name = "sabah"
    title = "Sabah"
    home = "https://www.sabah.com.tr/"
    country, language, timezone = "tr", "tr", "Europe/Istanbul"
    feeds = ["https://www.sabah.com.tr/rss/anasayfa.xml"]
