from newsarchive import OutletSpider


class KalerKantho(OutletSpider):
    name = "kaler_kantho"
    title = "কালের কণ্ঠ"
    home = "https://www.kalerkantho.com/"
    country, language, timezone = "bd", "bn", "Asia/Dhaka"
    feeds = ["https://www.kalerkantho.com/rss.xml"]
