from newsarchive import OutletSpider


class ThePrint(OutletSpider):
    name = "the_print"
    title = "ThePrint"
    home = "https://theprint.in/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://theprint.in/feed/"]
