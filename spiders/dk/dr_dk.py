from newsarchive import OutletSpider


class DrDk(OutletSpider):
    name = "dr_dk"
    title = "DR Nyheder"
    home = "https://www.dr.dk/nyheder"
    country, language, timezone = "dk", "da", "Europe/Copenhagen"
    kind = "public_broadcaster"
    feeds = ["https://www.dr.dk/nyheder/service/feeds/allenyheder"]
