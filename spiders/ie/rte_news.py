from newsarchive import OutletSpider


class RteNews(OutletSpider):
    name = "rte_news"
    title = "RTÉ News"
    home = "https://www.rte.ie/news/"
    country, language, timezone = "ie", "en", "Europe/Dublin"
    feeds = ["https://www.rte.ie/rss/news.xml"]
