from newsarchive import OutletSpider


class ToVima(OutletSpider):
    name = "to_vima"
    title = "Το Βήμα"
    home = "https://www.tovima.gr/"
    country, language, timezone = "gr", "el", "Europe/Athens"
    feeds = ["https://www.tovima.gr/feed/politics/"]
