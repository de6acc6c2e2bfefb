from newsarchive import OutletSpider


class Asbarez(OutletSpider):
    name = "asbarez"
    title = "Asbarez"
    home = "https://asbarez.com/"
    country, language, timezone = "us", "en", "America/Los_Angeles"
    feeds = ["https://asbarez.com/feed/"]
