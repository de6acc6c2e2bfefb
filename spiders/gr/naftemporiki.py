from newsarchive import OutletSpider


class Naftemporiki(OutletSpider):
    name = "naftemporiki"
    title = "Ναυτεμπορική"
    home = "https://www.naftemporiki.gr/"
    country, language, timezone = "gr", "el", "Europe/Athens"
    feeds = ["https://www.naftemporiki.gr/feed/"]
