from newsarchive import OutletSpider


class Ambito(OutletSpider):
    name = "ambito"
    title = "Ámbito"
    home = "https://www.ambito.com/"
    country, language, timezone = "ar", "es", "America/Argentina/Buenos_Aires"
    feeds = ["https://www.ambito.com/rss/home.xml"]
    example_url = "https://www.ambito.com/politica/paritarias/al-rojo-gremios-la-alimentacion-marcan-inflacion-53-abril-y-amenazan-paro-n5431248"
