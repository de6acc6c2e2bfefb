from newsarchive import OutletSpider


class GestionPe(OutletSpider):
    name = "gestion_pe"
    title = "Gestión"
    home = "https://gestion.pe/"
    country, language, timezone = "pe", "es", "America/Lima"
    feeds = ["https://gestion.pe/arc/outboundfeeds/rss/?outputType=xml"]
