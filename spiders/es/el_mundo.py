from newsarchive import OutletSpider


class ElMundo(OutletSpider):
    name = "el_mundo"
    title = "El Mundo"
    home = "https://www.elmundo.es/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = [
        "https://e00-elmundo.uecdn.es/elmundo/rss/portada.xml",
        "https://e00-elmundo.uecdn.es/elmundo/rss/espana.xml",
    ]
    article_urls = [r"/20\d\d/\d\d/\d\d/"]
    example_url = "https://www.elmundo.es/deportes/formula-1/2024/12/02/674cdc8a21efa004028b45a8.html"
