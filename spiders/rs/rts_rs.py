from newsarchive import OutletSpider


class RtsRs(OutletSpider):
    name = "rts_rs"
    title = "RTS"
    home = "https://www.rts.rs/"
    country, language, timezone = "rs", "sr", "Europe/Belgrade"
    feeds = ["https://www.rts.rs/vesti/rss.html"]
