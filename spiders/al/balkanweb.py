from newsarchive import OutletSpider


class Balkanweb(OutletSpider):
    name = "balkanweb"
    title = "BalkanWeb"
    home = "https://www.balkanweb.com/"
    country, language, timezone = "al", "sq", "Europe/Tirane"
    feeds = ["https://www.balkanweb.com/site/feed/"]
