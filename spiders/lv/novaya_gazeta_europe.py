from newsarchive import OutletSpider


class NovayaGazetaEurope(OutletSpider):
    name = "novaya_gazeta_europe"
    title = "Новая газета Европа"
    home = "https://novayagazeta.eu/"
    country, language, timezone = "lv", "ru", "Europe/Riga"
    feeds = ["https://novayagazeta.eu/feed/rss"]
