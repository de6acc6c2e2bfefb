from newsarchive import OutletSpider


class Naharnet(OutletSpider):
    name = "naharnet"
    title = "Naharnet"
    home = "https://www.naharnet.com/"
    country, language, timezone = "lb", "en", "Asia/Beirut"
    feeds = ["https://www.naharnet.com/tags/lebanon/en/feed.atom"]
