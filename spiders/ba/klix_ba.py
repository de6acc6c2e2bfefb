from newsarchive import OutletSpider


class KlixBa(OutletSpider):
    name = "klix_ba"
    title = "Klix.ba"
    home = "https://www.klix.ba/"
    country, language, timezone = "ba", "bs", "Europe/Sarajevo"
    feeds = ["https://www.klix.ba/rss"]
