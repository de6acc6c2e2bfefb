from newsarchive import OutletSpider


class PrimiciasEc(OutletSpider):
    name = "primicias_ec"
    title = "Primicias"
    home = "https://www.primicias.ec/"
    country, language, timezone = "ec", "es", "America/Guayaquil"
    feeds = ["https://www.primicias.ec/feed/"]
