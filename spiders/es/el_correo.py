from newsarchive import OutletSpider


class ElCorreo(OutletSpider):
    name = "el_correo"
    title = "El Correo"
    home = "https://www.elcorreo.com/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://www.elcorreo.com/rss/atom/portada/"]
