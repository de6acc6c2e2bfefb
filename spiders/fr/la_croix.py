from newsarchive import OutletSpider


class LaCroix(OutletSpider):
    name = "la_croix"
    title = "La Croix"
    home = "https://www.la-croix.com/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    feeds = ["https://www.la-croix.com/rss"]
