from newsarchive import OutletSpider


class LentaRu(OutletSpider):
    name = "lenta_ru"
    title = "Lenta.ru"
    home = "https://lenta.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://lenta.ru/rss"]
    example_url = "https://lenta.ru/news/2020/04/09/cosmology/"
