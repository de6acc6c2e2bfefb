from newsarchive import OutletSpider


class AbcEs(OutletSpider):
    name = "abc_es"
    title = "ABC"
    home = "https://www.abc.es/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://www.abc.es/rss/2.0/espana/", "https://www.abc.es/rss/2.0/portada/"]
    sitemaps = ["https://www.abc.es/sitemap.xml"]
    article_urls = [r"-20\d{12}-"]
    example_url = (
        "https://www.abc.es/sociedad/detenido-policia-abusar-torturar-sexualmente-cuatro-hijos-20241202105634-nt.html"
    )
