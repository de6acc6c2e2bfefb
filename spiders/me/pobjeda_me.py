from newsarchive import OutletSpider


class PobjedaMe(OutletSpider):
    name = "pobjeda_me"
    title = "Pobjeda"
    home = "https://www.pobjeda.me/"
    country, language, timezone = "me", "cnr", "Europe/Podgorica"
    feeds = ["https://rss.pobjeda.me/"]
