from newsarchive import OutletSpider


class TelexHu(OutletSpider):
    name = "telex_hu"
    title = "Telex"
    home = "https://telex.hu/"
    country, language, timezone = "hu", "hu", "Europe/Budapest"
    feeds = ["https://telex.hu/rss"]
