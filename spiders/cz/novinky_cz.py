from newsarchive import OutletSpider


class NovinkyCz(OutletSpider):
    name = "novinky_cz"
    title = "Novinky.cz"
    home = "https://www.novinky.cz/"
    country, language, timezone = "cz", "cs", "Europe/Prague"
    feeds = ["https://www.novinky.cz/rss/"]
    example_url = "https://www.novinky.cz/koronavirus/clanek/zlom-v-boji-s-koronavirem-svycari-chteji-ockovat-uz-na-podzim-40321864"
