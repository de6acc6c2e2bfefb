from newsarchive import OutletSpider


class TheNarwhal(OutletSpider):
    name = "the_narwhal"
    title = "The Narwhal"
    home = "https://thenarwhal.ca/"
    country, language, timezone = "ca", "en", "America/Vancouver"
    feeds = ["https://thenarwhal.ca/feed/"]
