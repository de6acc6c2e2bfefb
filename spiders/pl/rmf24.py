from newsarchive import OutletSpider


class Rmf24(OutletSpider):
    name = "rmf24"
    title = "RMF24"
    home = "https://www.rmf24.pl/"
    country, language, timezone = "pl", "pl", "Europe/Warsaw"
    feeds = ["https://www.rmf24.pl/feed"]
