from newsarchive import OutletSpider


class N1Rs(OutletSpider):
    name = "n1_rs"
    title = "N1 Srbija"
    home = "https://n1info.rs/"
    country, language, timezone = "rs", "sr", "Europe/Belgrade"
    feeds = ["https://n1info.rs/feed/"]
