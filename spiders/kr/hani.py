from newsarchive import OutletSpider


class Hani(OutletSpider):
    name = "hani"
    title = "한겨레"
    home = "https://www.hani.co.kr/"
    country, language, timezone = "kr", "ko", "Asia/Seoul"
    feeds = ["https://www.hani.co.kr/rss/"]
