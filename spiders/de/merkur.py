from newsarchive import OutletSpider


class Merkur(OutletSpider):
    name = "merkur"
    title = "Münchner Merkur"
    home = "https://www.merkur.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.merkur.de/welt/rssfeed.rdf"]
    sitemaps = ["https://www.merkur.de/news.xml"]
    example_url = "https://www.merkur.de/welt/england-koenig-king-charles-iii-kroenung-zeremonie-nostradamus-vorhersage-prophezeiung-thronfolger-92243692.html"
