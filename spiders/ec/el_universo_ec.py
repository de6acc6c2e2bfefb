from newsarchive import OutletSpider


class ElUniversoEc(OutletSpider):
    name = "el_universo_ec"
    title = "El Universo"
    home = "https://www.eluniverso.com/"
    country, language, timezone = "ec", "es", "America/Guayaquil"
    feeds = ["https://www.eluniverso.com/arc/outboundfeeds/rss/category/noticias/?outputType=xml"]
