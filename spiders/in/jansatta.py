from newsarchive import OutletSpider


class Jansatta(OutletSpider):
    name = "jansatta"
    title = "जनसत्ता"
    home = "https://www.jansatta.com/"
    country, language, timezone = "in", "hi", "Asia/Kolkata"
    feeds = ["https://www.jansatta.com/feed/"]
