from newsarchive import OutletSpider


class Fontanka(OutletSpider):
    name = "fontanka"
    title = "Фонтанка.Ру"
    home = "https://www.fontanka.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://www.fontanka.ru/fontanka.rss"]
