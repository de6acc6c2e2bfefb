from newsarchive import OutletSpider


class Idnes(OutletSpider):
    name = "idnes"
    title = "iDNES.cz"
    home = "https://www.idnes.cz/"
    country, language, timezone = "cz", "cs", "Europe/Prague"
    feeds = ["https://servis.idnes.cz/rss.asp?c=zpravodaj"]
