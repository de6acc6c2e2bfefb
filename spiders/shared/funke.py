from newsarchive import OutletSpider


class Funke(OutletSpider):
    """A regional daily of Funke Medien. URLs contain the article's number; older URLs have it at the end."""

    country, language, timezone = "de", "de", "Europe/Berlin"
    article_urls = [r"/article\d+/", r"-id\d+\.html"]
