from newsarchive import OutletSpider


class AktualneCz(OutletSpider):
    name = "aktualne_cz"
    title = "Aktuálně.cz"
    home = "https://www.aktualne.cz/"
    country, language, timezone = "cz", "cs", "Europe/Prague"
    feeds = ["https://zpravy.aktualne.cz/rss/"]
