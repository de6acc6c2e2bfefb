from newsarchive import OutletSpider


class Euronews(OutletSpider):
    """A language edition of Euronews, on a host of its own; the day stands in every article's address."""

    country, timezone = "fr", "Europe/Paris"
    article_urls = [r"/20\d\d/\d\d/\d\d/"]
    skip_urls = ["/video/"]
