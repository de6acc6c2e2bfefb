from newsarchive import OutletSpider


class Hkfp(OutletSpider):
    name = "hkfp"
    title = "Hong Kong Free Press"
    home = "https://hongkongfp.com/"
    country, language, timezone = "hk", "en", "Asia/Hong_Kong"
    feeds = ["https://www.hongkongfp.com/feed/"]
