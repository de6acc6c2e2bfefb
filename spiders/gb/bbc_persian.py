from newsarchive.crawl.spider import OutletSpider


class BbcPersian(OutletSpider):
    name = "bbc_persian"
    title = "BBC News فارسی"
    home = "https://www.bbc.com/persian"
    country, language, timezone = "gb", "fa", "Europe/London"
    feeds = ["https://feeds.bbci.co.uk/persian/rss.xml"]
    article_urls = [r"bbc\.com/persian/"]
