from newsarchive import OutletSpider


class Trouw(OutletSpider):
    name = "trouw"
    title = "Trouw"
    home = "https://www.trouw.nl/"
    country, language, timezone = "nl", "nl", "Europe/Amsterdam"
    feeds = [
        "https://www.trouw.nl/nieuws/nederland/rss.xml",
        "https://www.trouw.nl/nieuws/buitenland/rss.xml",
        "https://www.trouw.nl/nieuws/politiek/rss.xml",
        "https://www.trouw.nl/nieuws/economie/rss.xml",
    ]
    example_url = (
        "https://www.trouw.nl/buitenland/zit-trump-straks-nog-vier-jaar-in-het-witte-huis-dit-zijn-z-n-kansen~b6017d3a/"
    )
