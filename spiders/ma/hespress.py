from newsarchive import OutletSpider


class Hespress(OutletSpider):
    name = "hespress"
    title = "هسبريس"
    home = "https://www.hespress.com/"
    country, language, timezone = "ma", "ar", "Africa/Casablanca"
    feeds = ["https://www.hespress.com/feed/index.rss"]
