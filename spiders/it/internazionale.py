from newsarchive import OutletSpider


class Internazionale(OutletSpider):
    name = "internazionale"
    title = "Internazionale"
    home = "https://www.internazionale.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://www.internazionale.it/sitemaps/rss.xml"]
