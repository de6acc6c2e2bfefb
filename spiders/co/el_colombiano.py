from newsarchive import OutletSpider


class ElColombiano(OutletSpider):
    name = "el_colombiano"
    title = "El Colombiano"
    home = "https://www.elcolombiano.com/"
    country, language, timezone = "co", "es", "America/Bogota"
    feeds = ["https://www.elcolombiano.com/rss/inicio.xml"]
    example_url = "https://www.elcolombiano.com/antioquia/polemica-por-buses-de-la-alcaldia-en-casa-de-gustavo-petro-en-la-floresta-EN17385450"
