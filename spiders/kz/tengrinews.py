from newsarchive import OutletSpider


class Tengrinews(OutletSpider):
    name = "tengrinews"
    title = "Tengrinews"
    home = "https://tengrinews.kz/"
    country, language, timezone = "kz", "ru", "Asia/Almaty"
    feeds = ["https://tengrinews.kz/news.rss"]
