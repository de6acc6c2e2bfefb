from newsarchive import OutletSpider


class ElFinancieroMx(OutletSpider):
    name = "el_financiero_mx"
    title = "El Financiero"
    home = "https://www.elfinanciero.com.mx/"
    country, language, timezone = "mx", "es", "America/Mexico_City"
    feeds = ["https://www.elfinanciero.com.mx/arc/outboundfeeds/rss/?outputType=xml"]
