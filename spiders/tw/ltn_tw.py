from newsarchive import OutletSpider


class LtnTw(OutletSpider):
    name = "ltn_tw"
    title = "自由時報"
    home = "https://www.ltn.com.tw/"
    country, language, timezone = "tw", "zh-TW", "Asia/Taipei"
    feeds = ["https://news.ltn.com.tw/rss/all.xml"]
