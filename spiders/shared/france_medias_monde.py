from newsarchive import OutletSpider


class FranceMediasMonde(OutletSpider):
    """A language edition of France 24 or RFI: one host for all of a channel's languages, each below its own path."""

    country, timezone = "fr", "Europe/Paris"
