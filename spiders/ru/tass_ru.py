from newsarchive import OutletSpider


class TassRu(OutletSpider):
    name = "tass_ru"
    title = "ТАСС"
    home = "https://tass.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    kind = "agency"
    feeds = ["https://tass.ru/rss/all.xml"]
