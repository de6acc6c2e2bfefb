from newsarchive import OutletSpider


class Bild(OutletSpider):
    name = "bild"
    title = "BILD"
    home = "https://www.bild.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "national"
    feeds = ["https://www.bild.de/feed/alles.xml"]
    sitemaps = ["https://www.bild.de/sitemap-news.xml"]
    example_url = "https://www.bild.de/sport/fussball/fortuna-duesseldorf/bubi-bomber-wieder-da-thioune-fordert-geduld-mit-niemiec-83936220.bild.html"
