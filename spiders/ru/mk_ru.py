from newsarchive import OutletSpider


class MkRu(OutletSpider):
    name = "mk_ru"
    title = "Московский комсомолец"
    home = "https://www.mk.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://www.mk.ru/rss/index.xml"]
