from newsarchive import OutletSpider


class InterfaxRu(OutletSpider):
    name = "interfax_ru"
    title = "Интерфакс"
    home = "https://www.interfax.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://www.interfax.ru/rss.asp"]
