from newsarchive import OutletSpider


class TwentyMinutosEs(OutletSpider):
    name = "twenty_minutos_es"
    title = "20minutos"
    home = "https://www.20minutos.es/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://www.20minutos.es/rss/"]
