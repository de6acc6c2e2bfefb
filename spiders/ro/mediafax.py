from newsarchive import OutletSpider


class Mediafax(OutletSpider):
    name = "mediafax"
    title = "Mediafax"
    home = "https://www.mediafax.ro/"
    country, language, timezone = "ro", "ro", "Europe/Bucharest"
    feeds = ["https://www.mediafax.ro/rss/"]
