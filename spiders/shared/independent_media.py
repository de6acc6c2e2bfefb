from newsarchive import OutletSpider


class IndependentMedia(OutletSpider):
    """A title of Independent Media, South Africa. The last part of an article's URL begins with the date."""

    country, timezone = "za", "Africa/Johannesburg"
    article_urls = [r"/20\d\d-\d\d-\d\d-"]
