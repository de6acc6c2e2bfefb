from newsarchive import OutletSpider


class LaLibre(OutletSpider):
    name = "la_libre"
    title = "La Libre Belgique"
    home = "https://www.lalibre.be/"
    country, language, timezone = "be", "fr", "Europe/Brussels"
    feeds = ["https://www.lalibre.be/rss"]
    example_url = "https://www.lalibre.be/belgique/2024/01/28/les-inscriptions-en-premiere-secondaire-commencent-ce-lundi-OLPGVZ6DVFGMPDMAAWH42K2SWY/"
