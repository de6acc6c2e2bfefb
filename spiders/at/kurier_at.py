from newsarchive import OutletSpider


class KurierAt(OutletSpider):
    name = "kurier_at"
    title = "Kurier"
    home = "https://kurier.at/"
    country, language, timezone = "at", "de", "Europe/Vienna"
    feeds = ["https://kurier.at/xml/feed"]
