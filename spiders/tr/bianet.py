from newsarchive import OutletSpider


class Bianet(OutletSpider):
    name = "bianet"
    title = "Bianet"
    home = "https://bianet.org/"
    country, language, timezone = "tr", "tr", "Europe/Istanbul"
    feeds = ["https://bianet.org/bianet.rss"]
