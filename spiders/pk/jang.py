from newsarchive import OutletSpider


class Jang(OutletSpider):
    name = "jang"
    title = "روزنامہ جنگ"
    home = "https://jang.com.pk/"
    country, language, timezone = "pk", "ur", "Asia/Karachi"
    feeds = ["https://jang.com.pk/rss/1/1"]
