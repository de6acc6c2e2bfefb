from newsarchive import OutletSpider


class Funke(OutletSpider):
    """A regional daily of Funke Medien: the number stands in the address, at its end in the older ones."""

    country, language, timezone = "de", "de", "Europe/Berlin"
    article_urls = [r"/article\d+/", r"-id\d+\.html"]
