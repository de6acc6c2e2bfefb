from newsarchive import OutletSpider


class Nrc(OutletSpider):
    name = "nrc"
    title = "NRC"
    home = "https://www.nrc.nl/"
    country, language, timezone = "nl", "nl", "Europe/Amsterdam"
    feeds = ["https://www.nrc.nl/rss/"]
