from newsarchive import OutletSpider


class NacionCr(OutletSpider):
    name = "nacion_cr"
    title = "La Nación"
    home = "https://www.nacion.com/"
    country, language, timezone = "cr", "es", "America/Costa_Rica"
    feeds = ["https://wvw.nacion.com/rss/portada.xml"]
