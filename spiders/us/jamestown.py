from newsarchive import OutletSpider


class Jamestown(OutletSpider):
    name = "jamestown"
    title = "The Jamestown Foundation"
    home = "https://jamestown.org/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://jamestown.org/feed/"]
