from newsarchive import OutletSpider


class BerlinerZeitung(OutletSpider):
    name = "berliner_zeitung"
    title = "Berliner Zeitung"
    home = "https://www.berliner-zeitung.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.berliner-zeitung.de/feed.xml"]
    sitemaps = ["https://www.berliner-zeitung.de/news-sitemap.xml"]
    skip_urls = ["/news/"]
    example_url = "https://www.berliner-zeitung.de/article/es-geht-nicht-darum-ob-wir-kinder-wollen-oder-nicht-es-geht-um-unser-leben-10035612"
