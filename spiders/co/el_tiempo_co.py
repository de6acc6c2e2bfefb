from newsarchive import OutletSpider


class ElTiempoCo(OutletSpider):
    name = "el_tiempo_co"
    title = "El Tiempo"
    home = "https://www.eltiempo.com/"
    country, language, timezone = "co", "es", "America/Bogota"
    feeds = ["https://www.eltiempo.com/rss/mundo_latinoamerica.xml"]
    example_url = "https://www.eltiempo.com/colombia/medellin/elecciones-2022-candidatos-presidenciales-en-la-universidad-eafit-669594"
