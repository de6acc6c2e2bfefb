from newsarchive import OutletSpider


class KlasseGegenKlasse(OutletSpider):
    name = "klasse_gegen_klasse"
    title = "Klasse Gegen Klasse"
    home = "https://www.klassegegenklasse.org/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.klassegegenklasse.org/feed/"]
    example_url = "https://www.klassegegenklasse.org/venezuela-nach-maduros-entfuehrung-interview-mit-venezolanischen-sozialisten/"
