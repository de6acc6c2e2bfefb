from newsarchive import OutletSpider


class Eurasianet(OutletSpider):
    name = "eurasianet"
    title = "Eurasianet"
    home = "https://eurasianet.org/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://eurasianet.org/rss"]
