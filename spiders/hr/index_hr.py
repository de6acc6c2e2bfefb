from newsarchive import OutletSpider


class IndexHr(OutletSpider):
    name = "index_hr"
    title = "Index.hr"
    home = "https://www.index.hr/"
    country, language, timezone = "hr", "hr", "Europe/Zagreb"
    feeds = ["https://www.index.hr/rss"]
