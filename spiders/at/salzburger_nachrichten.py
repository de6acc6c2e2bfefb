from newsarchive import OutletSpider


class SalzburgerNachrichten(OutletSpider):
    name = "salzburger_nachrichten"
    title = "Salzburger Nachrichten"
    home = "https://www.sn.at/"
    country, language, timezone = "at", "de", "Europe/Vienna"
    sitemaps = ["https://www.sn.at/news-artikel.sitemap.xml"]
    example_url = "https://www.sn.at/politik/innenpolitik/ex-ministerin-raab-chefin-migrations-thinktank-179519341"
