from newsarchive import OutletSpider


class Ndtv(OutletSpider):
    name = "ndtv"
    title = "NDTV"
    home = "https://www.ndtv.com/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://feeds.feedburner.com/ndtvnews-top-stories", "https://feeds.feedburner.com/ndtvnews-latest"]
