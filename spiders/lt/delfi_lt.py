from newsarchive import OutletSpider


class DelfiLt(OutletSpider):
    name = "delfi_lt"
    title = "Delfi"
    home = "https://www.delfi.lt/"
    country, language, timezone = "lt", "lt", "Europe/Vilnius"
    feeds = ["https://www.delfi.lt/rss/feeds/lithuania.xml"]
