from newsarchive import OutletSpider


class ElNacionalCat(OutletSpider):
    name = "el_nacional_cat"
    title = "ElNacional.cat"
    home = "https://www.elnacional.cat/"
    country, language, timezone = "es", "ca", "Europe/Madrid"
    feeds = ["https://www.elnacional.cat/uploads/feeds/feed_ca.xml"]
