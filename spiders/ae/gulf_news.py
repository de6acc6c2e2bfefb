from newsarchive import OutletSpider


class GulfNews(OutletSpider):
    name = "gulf_news"
    title = "Gulf News"
    home = "https://gulfnews.com/"
    country, language, timezone = "ae", "en", "Asia/Dubai"
    feeds = ["https://gulfnews.com/rss"]
