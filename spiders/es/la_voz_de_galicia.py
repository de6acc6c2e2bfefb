from newsarchive import OutletSpider


class LaVozDeGalicia(OutletSpider):
    name = "la_voz_de_galicia"
    title = "La Voz de Galicia"
    home = "https://www.lavozdegalicia.es/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://www.lavozdegalicia.es/index.xml"]
