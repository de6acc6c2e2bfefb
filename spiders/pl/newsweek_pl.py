from newsarchive import OutletSpider


class NewsweekPl(OutletSpider):
    name = "newsweek_pl"
    title = "Newsweek Polska"
    home = "https://www.newsweek.pl/"
    country, language, timezone = "pl", "pl", "Europe/Warsaw"
    feeds = ["https://www.newsweek.pl/rss.xml"]
