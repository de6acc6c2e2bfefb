from newsarchive import OutletSpider


class KyodoNewsEn(OutletSpider):
    name = "kyodo_news_en"
    title = "Kyodo News"
    home = "https://english.kyodonews.net/"
    domains = ["english.kyodonews.net"]
    country, language, timezone = "jp", "en", "Asia/Tokyo"
    feeds = ["https://english.kyodonews.net/rss/all.xml"]
