from newsarchive import OutletSpider


class IndependentMedia(OutletSpider):
    """A title of Independent Media, South Africa: the day begins an article's own part of the address."""

    country, timezone = "za", "Africa/Johannesburg"
    article_urls = [r"/20\d\d-\d\d-\d\d-"]
