from newsarchive import OutletSpider


class IndexHu(OutletSpider):
    name = "index_hu"
    title = "Index"
    home = "https://index.hu/"
    country, language, timezone = "hu", "hu", "Europe/Budapest"
    feeds = ["https://index.hu/24ora/rss"]
