from newsarchive import OutletSpider


class GmaNews(OutletSpider):
    name = "gma_news"
    title = "GMA News Online"
    home = "https://www.gmanetwork.com/news/"
    country, language, timezone = "ph", "en", "Asia/Manila"
    feeds = ["https://data.gmanews.tv/gno/rss/news/feed.xml"]
