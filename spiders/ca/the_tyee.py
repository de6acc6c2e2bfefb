from newsarchive import OutletSpider


class TheTyee(OutletSpider):
    name = "the_tyee"
    title = "The Tyee"
    home = "https://thetyee.ca/"
    country, language, timezone = "ca", "en", "America/Vancouver"
    feeds = ["https://thetyee.ca/rss2.xml"]
