from newsarchive import OutletSpider


class Pap(OutletSpider):
    name = "pap"
    title = "Polska Agencja Prasowa"
    home = "https://www.pap.pl/"
    country, language, timezone = "pl", "pl", "Europe/Warsaw"
    feeds = ["https://www.pap.pl/rss.xml"]
