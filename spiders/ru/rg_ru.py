from newsarchive import OutletSpider


class RgRu(OutletSpider):
    name = "rg_ru"
    title = "Российская газета"
    home = "https://rg.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://rg.ru/xml/index.xml"]
