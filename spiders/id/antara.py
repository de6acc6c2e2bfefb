from newsarchive import OutletSpider


class Antara(OutletSpider):
    name = "antara"
    title = "ANTARA News"
    home = "https://www.antaranews.com/"
    country, language, timezone = "id", "id", "Asia/Jakarta"
    feeds = ["https://www.antaranews.com/rss/top-news"]
