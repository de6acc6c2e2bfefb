from newsarchive import OutletSpider


class DnevnikBg(OutletSpider):
    name = "dnevnik_bg"
    title = "Дневник"
    home = "https://www.dnevnik.bg/"
    country, language, timezone = "bg", "bg", "Europe/Sofia"
    feeds = ["https://www.dnevnik.bg/rss/"]
