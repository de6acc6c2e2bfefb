from newsarchive import OutletSpider


class Tchadinfos(OutletSpider):
    name = "tchadinfos"
    title = "Tchadinfos"
    home = "https://tchadinfos.com/"
    country, language, timezone = "td", "fr", "Africa/Ndjamena"
    feeds = ["https://tchadinfos.com/feed/"]
