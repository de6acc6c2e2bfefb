from newsarchive import OutletSpider


class Meduza(OutletSpider):
    name = "meduza_ru"
    title = "Медуза"
    home = "https://meduza.io/"
    country, language, timezone = "lv", "ru", "Europe/Riga"
    feeds = ["https://meduza.io/rss/all"]
