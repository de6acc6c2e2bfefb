from newsarchive import OutletSpider


class Mongabay(OutletSpider):
    name = "mongabay"
    title = "Mongabay"
    home = "https://news.mongabay.com/"
    domains = ["news.mongabay.com"]
    country, language, timezone = "us", "en", "America/Los_Angeles"
    feeds = ["https://news.mongabay.com/feed/"]
