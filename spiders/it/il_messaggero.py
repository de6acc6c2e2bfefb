from newsarchive import OutletSpider


class IlMessaggero(OutletSpider):
    name = "il_messaggero"
    title = "Il Messaggero"
    home = "https://www.ilmessaggero.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://www.ilmessaggero.it/rss/home.xml"]
