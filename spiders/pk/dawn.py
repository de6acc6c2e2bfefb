from newsarchive import OutletSpider


class Dawn(OutletSpider):
    name = "dawn"
    title = "Dawn"
    home = "https://www.dawn.com/"
    country, language, timezone = "pk", "en", "Asia/Karachi"
    feeds = ["https://www.dawn.com/feeds/home/"]
