from newsarchive import OutletSpider


class Hket(OutletSpider):
    name = "hket"
    title = "香港經濟日報"
    home = "https://www.hket.com/"
    country, language, timezone = "hk", "zh-HK", "Asia/Hong_Kong"
    feeds = ["https://www.hket.com/rss/hongkong"]
