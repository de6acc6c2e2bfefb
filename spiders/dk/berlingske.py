from newsarchive import OutletSpider


class Berlingske(OutletSpider):
    name = "berlingske"
    title = "Berlingske"
    home = "https://www.berlingske.dk/"
    country, language, timezone = "dk", "da", "Europe/Copenhagen"
    feeds = ["https://www.berlingske.dk/content/66/rss"]
