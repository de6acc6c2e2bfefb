from newsarchive import OutletSpider


class Ct24(OutletSpider):
    name = "ct24"
    title = "ČT24"
    home = "https://ct24.ceskatelevize.cz/"
    domains = ["ct24.ceskatelevize.cz"]
    country, language, timezone = "cz", "cs", "Europe/Prague"
    feeds = ["https://ct24.ceskatelevize.cz/rss.xml"]
