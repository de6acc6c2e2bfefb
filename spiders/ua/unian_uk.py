from newsarchive import OutletSpider


class UnianUk(OutletSpider):
    name = "unian_uk"
    title = "УНІАН"
    home = "https://www.unian.ua/"
    country, language, timezone = "ua", "uk", "Europe/Kyiv"
    feeds = ["https://rss.unian.net/site/news_ukr.rss"]
