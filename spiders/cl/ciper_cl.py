from newsarchive import OutletSpider


class CiperCl(OutletSpider):
    name = "ciper_cl"
    title = "CIPER Chile"
    home = "https://www.ciperchile.cl/"
    country, language, timezone = "cl", "es", "America/Santiago"
    feeds = ["https://www.ciperchile.cl/feed"]
