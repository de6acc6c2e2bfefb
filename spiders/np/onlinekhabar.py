from newsarchive import OutletSpider


class Onlinekhabar(OutletSpider):
    name = "onlinekhabar"
    title = "अनलाइनखबर"
    home = "https://www.onlinekhabar.com/"
    country, language, timezone = "np", "ne", "Asia/Kathmandu"
    feeds = ["https://www.onlinekhabar.com/feed/"]
