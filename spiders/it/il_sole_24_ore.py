from newsarchive import OutletSpider


class IlSole24Ore(OutletSpider):
    name = "il_sole_24_ore"
    title = "Il Sole 24 Ore"
    home = "https://www.ilsole24ore.com/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = [
        "https://www.ilsole24ore.com/rss/mondo.xml",
        "https://www.ilsole24ore.com/rss/italia.xml",
        "https://www.ilsole24ore.com/rss/economia.xml",
        "https://www.ilsole24ore.com/rss/finanza.xml",
    ]
