from newsarchive import OutletSpider


class InGr(OutletSpider):
    name = "in_gr"
    title = "in.gr"
    home = "https://www.in.gr/"
    country, language, timezone = "gr", "el", "Europe/Athens"
    feeds = ["https://www.in.gr/feed/"]
