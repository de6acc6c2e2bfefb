from newsarchive import OutletSpider


class AdNl(OutletSpider):
    name = "ad_nl"
    title = "AD"
    home = "https://www.ad.nl/"
    country, language, timezone = "nl", "nl", "Europe/Amsterdam"
    feeds = ["https://www.ad.nl/rss.xml"]
