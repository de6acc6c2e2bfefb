from newsarchive import OutletSpider


class DanasRs(OutletSpider):
    name = "danas_rs"
    title = "Danas"
    home = "https://www.danas.rs/"
    country, language, timezone = "rs", "sr", "Europe/Belgrade"
    feeds = ["https://www.danas.rs/rss/rss.asp?column_id=0"]
