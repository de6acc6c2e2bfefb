from newsarchive import OutletSpider


class IlPost(OutletSpider):
    name = "il_post"
    title = "Il Post"
    home = "https://www.ilpost.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://www.ilpost.it/feed/"]
