from newsarchive import OutletSpider


class DeutscheWelle(OutletSpider):
    """A language edition of Deutsche Welle. All are on dw.com, each under the path of its language."""

    domains = ["dw.com"]
    country, timezone = "de", "Europe/Berlin"
    kind, owner = "public_broadcaster", "Deutsche Welle"
