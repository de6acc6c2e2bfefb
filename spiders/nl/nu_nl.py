from newsarchive import OutletSpider


class NuNl(OutletSpider):
    name = "nu_nl"
    title = "NU.nl"
    home = "https://www.nu.nl/"
    country, language, timezone = "nl", "nl", "Europe/Amsterdam"
    feeds = ["https://www.nu.nl/feeds/rss/algemeen.rss"]
