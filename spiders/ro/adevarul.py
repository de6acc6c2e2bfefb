from newsarchive import OutletSpider


class Adevarul(OutletSpider):
    name = "adevarul"
    title = "Adevărul"
    home = "https://adevarul.ro/"
    country, language, timezone = "ro", "ro", "Europe/Bucharest"
    feeds = ["https://adevarul.ro/rss/"]
