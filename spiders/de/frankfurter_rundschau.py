from newsarchive import OutletSpider


class FrankfurterRundschau(OutletSpider):
    name = "frankfurter_rundschau"
    title = "Frankfurter Rundschau"
    home = "https://www.fr.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://fr.de/rssfeed.rdf"]
    sitemaps = ["https://www.fr.de/news.xml"]
    example_url = "https://www.fr.de/ratgeber/wohnen/ambrosia-giftig-garten-allergische-reaktionen-pflanze-erkennen-bekaempfen-zr-93036630.html"
