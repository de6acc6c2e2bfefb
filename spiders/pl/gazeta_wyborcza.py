from newsarchive import OutletSpider


class GazetaWyborcza(OutletSpider):
    name = "gazeta_wyborcza"
    title = "Gazeta Wyborcza"
    home = "https://wyborcza.pl/"
    country, language, timezone = "pl", "pl", "Europe/Warsaw"
    feeds = ["https://wyborcza.pl/pub/rss/najnowsze_wyborcza.xml"]
