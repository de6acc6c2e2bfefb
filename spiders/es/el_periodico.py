from newsarchive import OutletSpider


class ElPeriodico(OutletSpider):
    name = "el_periodico"
    title = "El Periódico"
    home = "https://www.elperiodico.com/es/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://www.elperiodico.com/es/rss/rss_portada.xml"]
