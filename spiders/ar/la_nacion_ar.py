from newsarchive import OutletSpider


class LaNacionAr(OutletSpider):
    name = "la_nacion_ar"
    title = "La Nación"
    home = "https://www.lanacion.com.ar/"
    country, language, timezone = "ar", "es", "America/Argentina/Buenos_Aires"
    feeds = ["https://www.lanacion.com.ar/arc/outboundfeeds/rss/?outputType=xml"]
    example_url = "https://www.lanacion.com.ar/politica/jugada-del-oficialismo-para-evitar-que-jxc-avance-con-la-boleta-unica-en-diputados-nid03052022/"
