from newsarchive import OutletSpider


class TheDiplomat(OutletSpider):
    name = "the_diplomat"
    title = "The Diplomat"
    home = "https://thediplomat.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://thediplomat.com/feed/"]
