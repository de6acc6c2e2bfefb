from newsarchive import OutletSpider


class Borsen(OutletSpider):
    name = "borsen"
    title = "Børsen"
    home = "https://borsen.dk/"
    country, language, timezone = "dk", "da", "Europe/Copenhagen"
    feeds = ["https://borsen.dk/rss/"]
