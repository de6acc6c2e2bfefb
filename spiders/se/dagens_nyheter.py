from newsarchive import OutletSpider


class DagensNyheter(OutletSpider):
    name = "dagens_nyheter"
    title = "Dagens Nyheter"
    home = "https://www.dn.se/"
    country, language, timezone = "se", "sv", "Europe/Stockholm"
    feeds = ["https://www.dn.se/rss/"]
