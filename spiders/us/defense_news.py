from newsarchive import OutletSpider


class DefenseNews(OutletSpider):
    name = "defense_news"
    title = "Defense News"
    home = "https://www.defensenews.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.defensenews.com/arc/outboundfeeds/rss/?outputType=xml"]
