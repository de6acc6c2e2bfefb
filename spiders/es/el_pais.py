from newsarchive import OutletSpider


class ElPais(OutletSpider):
    name = "el_pais"
    title = "El País"
    home = "https://elpais.com/"
    country, language, timezone = "es", "es", "Europe/Madrid"
    feeds = ["https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/portada"]
    example_url = "https://elpais.com/internacional/2024-10-15/bruselas-sondea-la-apertura-de-centros-de-deportacion-fuera-de-la-union-europea.html"
