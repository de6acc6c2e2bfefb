from newsarchive import OutletSpider


class OuestFrance(OutletSpider):
    name = "ouest_france"
    title = "Ouest-France"
    home = "https://www.ouest-france.fr/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    feeds = ["https://www.ouest-france.fr/rss-en-continu.xml"]
