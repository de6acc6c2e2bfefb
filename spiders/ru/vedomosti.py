from newsarchive import OutletSpider


class Vedomosti(OutletSpider):
    name = "vedomosti"
    title = "Ведомости"
    home = "https://www.vedomosti.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://www.vedomosti.ru/rss/news"]
