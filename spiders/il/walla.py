from newsarchive import OutletSpider


class Walla(OutletSpider):
    name = "walla"
    title = "וואלה!"
    home = "https://news.walla.co.il/"
    domains = ["news.walla.co.il"]
    country, language, timezone = "il", "he", "Asia/Jerusalem"
    feeds = [
        "https://rss.walla.co.il/feed/1?type=main",
        "https://rss.walla.co.il/feed/3?type=main",
        "https://rss.walla.co.il/feed/2?type=main",
        "https://rss.walla.co.il/feed/31?type=main",
    ]
