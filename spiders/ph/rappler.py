from newsarchive import OutletSpider


class Rappler(OutletSpider):
    name = "rappler"
    title = "Rappler"
    home = "https://www.rappler.com/"
    country, language, timezone = "ph", "en", "Asia/Manila"
    feeds = ["https://www.rappler.com/feed/"]
