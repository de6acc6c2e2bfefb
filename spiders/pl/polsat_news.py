from newsarchive import OutletSpider


class PolsatNews(OutletSpider):
    name = "polsat_news"
    title = "Polsat News"
    home = "https://www.polsatnews.pl/"
    country, language, timezone = "pl", "pl", "Europe/Warsaw"
    feeds = ["https://www.polsatnews.pl/rss/wszystkie.xml"]
