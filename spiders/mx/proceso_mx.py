from newsarchive import OutletSpider


class ProcesoMx(OutletSpider):
    name = "proceso_mx"
    title = "Proceso"
    home = "https://www.proceso.com.mx/"
    country, language, timezone = "mx", "es", "America/Mexico_City"
    feeds = ["https://www.proceso.com.mx/?feed=rss2&cat=9"]
