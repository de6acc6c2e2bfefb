from newsarchive import OutletSpider


class Postmedia(OutletSpider):
    """A daily of Postmedia, Canada."""

    country, language, timezone = "ca", "en", "America/Toronto"
