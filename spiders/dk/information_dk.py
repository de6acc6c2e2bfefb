from newsarchive import OutletSpider


class InformationDk(OutletSpider):
    name = "information_dk"
    title = "Dagbladet Information"
    home = "https://www.information.dk/"
    country, language, timezone = "dk", "da", "Europe/Copenhagen"
    feeds = ["https://www.information.dk/feed"]
