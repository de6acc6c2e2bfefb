from newsarchive import OutletSpider


class Faz(OutletSpider):
    name = "faz"
    title = "Frankfurter Allgemeine Zeitung"
    home = "https://www.faz.net/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "national"
    feeds = ["https://www.faz.net/rss/aktuell"]
    sitemaps = ["https://www.faz.net/sitemap-news.xml"]
    example_url = "https://www.faz.net/aktuell/wirtschaft/unternehmen/wie-gefaehrlich-billigware-aus-china-wirklich-ist-110419175.html"
