from newsarchive import OutletSpider


class NewsAmEn(OutletSpider):
    name = "news_am_en"
    title = "NEWS.am (English)"
    home = "https://news.am/eng/"
    country, language, timezone = "am", "en", "Asia/Yerevan"
    feeds = ["https://news.am/eng/rss/"]
