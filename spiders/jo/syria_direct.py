from newsarchive import OutletSpider


class SyriaDirect(OutletSpider):
    name = "syria_direct"
    title = "Syria Direct"
    home = "https://syriadirect.org/"
    country, language, timezone = "jo", "en", "Asia/Amman"
    feeds = ["https://syriadirect.org/feed/"]
