from newsarchive import OutletSpider


class Iefimerida(OutletSpider):
    name = "iefimerida"
    title = "iefimerida"
    home = "https://www.iefimerida.gr/"
    country, language, timezone = "gr", "el", "Europe/Athens"
    feeds = ["https://www.iefimerida.gr/rss.xml"]
