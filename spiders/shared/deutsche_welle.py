from newsarchive import OutletSpider


class DeutscheWelle(OutletSpider):
    """A language edition of Deutsche Welle: all of them on dw.com, each below the path of its language."""

    domains = ["dw.com"]
    country, timezone = "de", "Europe/Berlin"
