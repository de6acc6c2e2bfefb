from newsarchive import OutletSpider


class Npr(OutletSpider):
    name = "npr"
    title = "NPR"
    home = "https://www.npr.org/"
    country, language, timezone = "us", "en", "America/New_York"
    kind = "public_broadcaster"
    feeds = ["https://feeds.npr.org/1001/rss.xml"]
