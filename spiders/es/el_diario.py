from newsarchive import OutletSpider


class ElDiario(OutletSpider):
    name = "el_diario"
    title = "elDiario.es"
    home = "https://www.eldiario.es/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://www.eldiario.es/rss/"]
    sitemaps = ["https://www.eldiario.es/sitemap_google_news_25b87.xml"]
    example_url = "https://www.eldiario.es/internacional/israel-asesina-sabado-58-palestinos-madrid-gana-fuerza-solucion-estados_1_12328678.html"
