from newsarchive import OutletSpider


class VingtQuatreHeuresCh(OutletSpider):
    name = "vingt_quatre_heures_ch"
    title = "24 heures"
    home = "https://www.24heures.ch/"
    country, language, timezone = "ch", "fr", "Europe/Zurich"
    feeds = ["https://www.24heures.ch/rss.html"]
