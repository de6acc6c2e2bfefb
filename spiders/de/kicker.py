from newsarchive import OutletSpider


class Kicker(OutletSpider):
    name = "kicker"
    title = "kicker"
    home = "https://www.kicker.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://newsfeed.kicker.de/news/aktuell"]
    sitemaps = ["https://newsfeed.kicker.de/googlesitemapnews.xml"]
    skip_urls = ["/(slideshow|video|bilder|ticker)", "heute-live|live-konferenz"]
    example_url = "https://www.kicker.de/interimstrainer-schubert-nicht-mehr-viel-zu-verlieren-1019241/artikel"
