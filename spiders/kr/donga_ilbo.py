from newsarchive import OutletSpider


class DongaIlbo(OutletSpider):
    name = "donga_ilbo"
    title = "동아일보"
    home = "https://www.donga.com/"
    country, language, timezone = "kr", "ko", "Asia/Seoul"
    feeds = ["https://rss.donga.com/total.xml"]
