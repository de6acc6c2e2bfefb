from newsarchive import OutletSpider


class Humanite(OutletSpider):
    name = "humanite"
    title = "L'Humanité"
    home = "https://www.humanite.fr/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    feeds = ["https://www.humanite.fr/rss"]
    example_url = "https://www.humanite.fr/avignon-korsunovas-tire-bout-portant-sur-tous-les-tartuffe-658245"
