from newsarchive import OutletSpider


class Kathimerini(OutletSpider):
    name = "kathimerini"
    title = "Η Καθημερινή"
    home = "https://www.kathimerini.gr/"
    country, language, timezone = "gr", "el", "Europe/Athens"
    feeds = ["https://www.kathimerini.gr/rss"]
