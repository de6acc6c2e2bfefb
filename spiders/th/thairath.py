from newsarchive import OutletSpider


class Thairath(OutletSpider):
    name = "thairath"
    title = "ไทยรัฐ"
    home = "https://www.thairath.co.th/"
    country, language, timezone = "th", "th", "Asia/Bangkok"
    feeds = ["https://www.thairath.co.th/rss/news.xml"]
