from newsarchive import OutletSpider


class Vecernji(OutletSpider):
    name = "vecernji"
    title = "Večernji list"
    home = "https://www.vecernji.hr/"
    country, language, timezone = "hr", "hr", "Europe/Zagreb"
    feeds = ["https://www.vecernji.hr/rss"]
