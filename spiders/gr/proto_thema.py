from newsarchive import OutletSpider


class ProtoThema(OutletSpider):
    name = "proto_thema"
    title = "Πρώτο Θέμα"
    home = "https://www.protothema.gr/"
    country, language, timezone = "gr", "el", "Europe/Athens"
    feeds = ["https://www.protothema.gr/rss/news/general"]
