from newsarchive import OutletSpider


class LeQuotidienSn(OutletSpider):
    name = "le_quotidien_sn"
    title = "Le Quotidien"
    home = "https://lequotidien.sn/"
    country, language, timezone = "sn", "fr", "Africa/Dakar"
    feeds = ["https://lequotidien.sn/feed/"]
