from newsarchive import OutletSpider


class MehrNewsFa(OutletSpider):
    name = "mehr_news_fa"
    title = "خبرگزاری مهر"
    home = "https://www.mehrnews.com/"
    domains = ["www.mehrnews.com"]
    country, language, timezone = "ir", "fa", "Asia/Tehran"
    kind = "agency"
    feeds = ["https://www.mehrnews.com/rss"]
