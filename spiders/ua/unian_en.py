from newsarchive import OutletSpider


class UnianEn(OutletSpider):
    name = "unian_en"
    title = "UNIAN (English)"
    home = "https://www.unian.info/"
    country, language, timezone = "ua", "en", "Europe/Kyiv"
    feeds = ["https://rss.unian.net/site/news_eng.rss"]
