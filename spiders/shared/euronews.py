from newsarchive import OutletSpider


class Euronews(OutletSpider):
    """A language edition of Euronews, on its own host. Every article's URL contains the date."""

    country, timezone = "fr", "Europe/Paris"
    article_urls = [r"/20\d\d/\d\d/\d\d/"]
    skip_urls = ["/video/"]
