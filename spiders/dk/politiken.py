from newsarchive import OutletSpider


class Politiken(OutletSpider):
    name = "politiken"
    title = "Politiken"
    home = "https://politiken.dk/"
    country, language, timezone = "dk", "da", "Europe/Copenhagen"
    feeds = ["https://politiken.dk/rss/senestenyt.rss"]
