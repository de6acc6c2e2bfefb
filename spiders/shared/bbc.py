from newsarchive import OutletSpider


class BbcService(OutletSpider):
    """A language service of the BBC. All are on bbc.com, each under a path with its name."""

    domains = ["bbc.com"]
    country, timezone = "gb", "Europe/London"
    kind, owner = "public_broadcaster", "BBC"
