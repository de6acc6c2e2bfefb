from newsarchive import OutletSpider


class TaNea(OutletSpider):
    name = "ta_nea"
    title = "Τα Νέα"
    home = "https://www.tanea.gr/"
    country, language, timezone = "gr", "el", "Europe/Athens"
    feeds = ["https://www.tanea.gr/feed/"]
