from newsarchive import OutletSpider


class FranceMediasMonde(OutletSpider):
    """A language edition of France 24 or RFI. All languages of a channel are on one host, each under its own path."""

    country, timezone = "fr", "Europe/Paris"
    kind, owner = "public_broadcaster", "France Médias Monde"
