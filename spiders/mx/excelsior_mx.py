from newsarchive import OutletSpider


class ExcelsiorMx(OutletSpider):
    name = "excelsior_mx"
    title = "Excélsior"
    home = "https://www.excelsior.com.mx/"
    country, language, timezone = "mx", "es", "America/Mexico_City"
    feeds = ["https://www.excelsior.com.mx/rss.xml"]
