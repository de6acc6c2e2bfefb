from newsarchive import OutletSpider


class GazetaRu(OutletSpider):
    name = "gazeta_ru"
    title = "Газета.Ru"
    home = "https://www.gazeta.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://www.gazeta.ru/export/rss/first.xml"]
