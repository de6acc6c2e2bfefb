from newsarchive import OutletSpider


class BlicRs(OutletSpider):
    name = "blic_rs"
    title = "Blic"
    home = "https://www.blic.rs/"
    country, language, timezone = "rs", "sr", "Europe/Belgrade"
    feeds = ["https://www.blic.rs/rss/danasnje-vesti"]
