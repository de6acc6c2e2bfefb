from newsarchive import OutletSpider


class Rnd(OutletSpider):
    name = "rnd"
    title = "RedaktionsNetzwerk Deutschland"
    home = "https://www.rnd.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = [
        "https://www.rnd.de/arc/outboundfeeds/rss/category/politik/",
        "https://www.rnd.de/arc/outboundfeeds/rss/category/wirtschaft/",
        "https://www.rnd.de/arc/outboundfeeds/rss/category/panorama/",
        "https://www.rnd.de/arc/outboundfeeds/rss/category/sport/",
    ]
