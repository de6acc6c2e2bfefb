from newsarchive import OutletSpider


class LaRepublicaPe(OutletSpider):
    name = "la_republica_pe"
    title = "La República"
    home = "https://larepublica.pe/"
    country, language, timezone = "pe", "es", "America/Lima"
    feeds = ["https://larepublica.pe/rss/home.xml"]
    example_url = "https://larepublica.pe/datos-lr/respuestas/2022/05/02/cronograma-minedu-2022-cuando-seran-las-vacaciones-escolares-atmp/"
