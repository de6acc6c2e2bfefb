from newsarchive import OutletSpider


class Cumhuriyet(OutletSpider):
    name = "cumhuriyet"
    title = "Cumhuriyet"
    home = "https://www.cumhuriyet.com.tr/"
    country, language, timezone = "tr", "tr", "Europe/Istanbul"
    feeds = ["https://www.cumhuriyet.com.tr/rss/son_dakika.xml"]
