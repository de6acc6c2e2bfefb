from newsarchive import OutletSpider


class Visir(OutletSpider):
    name = "visir"
    title = "Vísir"
    home = "https://www.visir.is/"
    country, language, timezone = "is", "is", "Atlantic/Reykjavik"
    feeds = ["https://www.visir.is/apps/pbcs.dll/section?Category=FRETTIR&Template=rss&mime=xml"]
