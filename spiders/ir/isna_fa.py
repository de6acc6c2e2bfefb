from newsarchive import OutletSpider


class IsnaFa(OutletSpider):
    name = "isna_fa"
    title = "ایسنا"
    home = "https://www.isna.ir/"
    country, language, timezone = "ir", "fa", "Asia/Tehran"
    feeds = ["https://www.isna.ir/rss"]
