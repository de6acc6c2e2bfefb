from newsarchive import OutletSpider


class N1Ba(OutletSpider):
    name = "n1_ba"
    title = "N1 BiH"
    home = "https://n1info.ba/"
    country, language, timezone = "ba", "bs", "Europe/Sarajevo"
    feeds = ["https://n1info.ba/feed/"]
