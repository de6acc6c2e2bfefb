from newsarchive import OutletSpider


class KroneAt(OutletSpider):
    name = "krone_at"
    title = "Kronen Zeitung"
    home = "https://www.krone.at/"
    country, language, timezone = "at", "de", "Europe/Vienna"
    feeds = ["https://www.krone.at/Nachrichten/rss.html"]
    example_url = "https://www.krone.at/1941895"
