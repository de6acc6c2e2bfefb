from newsarchive import OutletSpider


class LaNacionCl(OutletSpider):
    name = "la_nacion_cl"
    title = "La Nación"
    home = "https://www.lanacion.cl/"
    country, language, timezone = "cl", "es", "America/Santiago"
    feeds = ["https://www.lanacion.cl/feed/"]
