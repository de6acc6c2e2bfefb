from newsarchive import OutletSpider


class LaSillaVacia(OutletSpider):
    name = "la_silla_vacia"
    title = "La Silla Vacía"
    home = "https://www.lasillavacia.com/"
    country, language, timezone = "co", "es", "America/Bogota"
    feeds = ["https://www.lasillavacia.com/rss"]
