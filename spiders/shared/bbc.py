from newsarchive import OutletSpider


class BbcService(OutletSpider):
    """A language service of the BBC: all of them on bbc.com, each below the path of its name."""

    domains = ["bbc.com"]
    country, timezone = "gb", "Europe/London"
