from newsarchive import OutletSpider


class Expansion(OutletSpider):
    name = "expansion"
    title = "Expansión"
    home = "https://www.expansion.com/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://e00-expansion.uecdn.es/rss/portada.xml"]
