from newsarchive import OutletSpider


class AajTak(OutletSpider):
    name = "aaj_tak"
    title = "आज तक"
    home = "https://www.aajtak.in/"
    country, language, timezone = "in", "hi", "Asia/Kolkata"
    feeds = ["https://www.aajtak.in/rssfeeds/?id=home"]
