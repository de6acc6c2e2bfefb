from newsarchive import OutletSpider


class Politico(OutletSpider):
    name = "politico"
    title = "Politico"
    home = "https://www.politico.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://rss.politico.com/politics-news.xml", "https://rss.politico.com/technology.xml"]
    example_url = "https://www.politico.com/news/2019/12/30/mark-meadows-retirement-elect-wife-friend-090838"
