from newsarchive import OutletSpider


class DeloSi(OutletSpider):
    name = "delo_si"
    title = "Delo"
    home = "https://www.delo.si/"
    country, language, timezone = "si", "sl", "Europe/Ljubljana"
    feeds = ["https://www.delo.si/rss/"]
