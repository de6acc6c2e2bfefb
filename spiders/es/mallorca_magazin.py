from newsarchive import OutletSpider


class MallorcaMagazin(OutletSpider):
    name = "mallorca_magazin"
    title = "Mallorca Magazin"
    home = "https://www.mallorcamagazin.com/"
    country, language, timezone = "es", "de", "Europe/Madrid"
    sitemaps = ["https://www.mallorcamagazin.com/googlenews.xml"]
    example_url = "https://www.mallorcamagazin.com/nachrichten/spanien/2025/04/15/135777/literaturnobelpreistrager-vargas-llosa-gestorben-warum-eine-ganz-besondere-beziehung-mallorca-hatte.html"
