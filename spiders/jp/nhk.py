from newsarchive import OutletSpider


class Nhk(OutletSpider):
    name = "nhk"
    title = "NHKニュース"
    home = "https://www3.nhk.or.jp/news/"
    domains = ["www3.nhk.or.jp"]
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    feeds = ["https://www.nhk.or.jp/rss/news/cat0.xml?format=xml"]
    example_url = "https://www3.nhk.or.jp/news/easy/k10011959621000/k10011959621000.html"
