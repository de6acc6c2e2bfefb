from newsarchive import OutletSpider


class RbcRu(OutletSpider):
    name = "rbc_ru"
    title = "РБК"
    home = "https://www.rbc.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://rssexport.rbc.ru/rbcnews/news/30/full.rss"]
