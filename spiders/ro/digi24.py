from newsarchive import OutletSpider


class Digi24(OutletSpider):
    name = "digi24"
    title = "Digi24"
    home = "https://www.digi24.ro/"
    country, language, timezone = "ro", "ro", "Europe/Bucharest"
    feeds = ["https://www.digi24.ro/rss"]
