from newsarchive import OutletSpider


class ArabNews(OutletSpider):
    name = "arab_news"
    title = "Arab News"
    home = "https://www.arabnews.com/"
    country, language, timezone = "sa", "en", "Asia/Riyadh"
    feeds = ["https://www.arabnews.com/rss.xml"]
