from newsarchive import OutletSpider


class ElUniversalMx(OutletSpider):
    name = "el_universal_mx"
    title = "El Universal"
    home = "https://www.eluniversal.com.mx/"
    country, language, timezone = "mx", "es", "America/Mexico_City"
    feeds = ["https://www.eluniversal.com.mx/seccion/1671/rss.xml"]
