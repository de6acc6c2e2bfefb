from newsarchive import OutletSpider


class ChosunIlbo(OutletSpider):
    name = "chosun_ilbo"
    title = "조선일보"
    home = "https://www.chosun.com/"
    country, language, timezone = "kr", "ko", "Asia/Seoul"
    feeds = ["https://www.chosun.com/arc/outboundfeeds/rss/?outputType=xml"]
