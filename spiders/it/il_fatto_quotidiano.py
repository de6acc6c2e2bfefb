from newsarchive import OutletSpider


class IlFattoQuotidiano(OutletSpider):
    name = "il_fatto_quotidiano"
    title = "Il Fatto Quotidiano"
    home = "https://www.ilfattoquotidiano.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://www.ilfattoquotidiano.it/feed/"]
