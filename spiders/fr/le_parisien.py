from newsarchive import OutletSpider


class LeParisien(OutletSpider):
    name = "le_parisien"
    title = "Le Parisien"
    home = "https://www.leparisien.fr/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    kind = "national"
    feeds = ["https://feeds.leparisien.fr/leparisien/rss"]
