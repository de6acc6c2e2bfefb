from newsarchive import OutletSpider


class JamNews(OutletSpider):
    name = "jam_news"
    title = "JAMnews"
    home = "https://jam-news.net/"
    country, language, timezone = "ge", "en", "Asia/Tbilisi"
    feeds = ["https://jam-news.net/feed/"]
