from newsarchive import OutletSpider


class VanguardNg(OutletSpider):
    name = "vanguard_ng"
    title = "Vanguard"
    home = "https://www.vanguardngr.com/"
    country, language, timezone = "ng", "en", "Africa/Lagos"
    feeds = ["https://www.vanguardngr.com/feed/"]
