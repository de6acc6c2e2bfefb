from newsarchive import OutletSpider


class Cnbc(OutletSpider):
    name = "cnbc"
    title = "CNBC"
    home = "https://www.cnbc.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = [
        "https://www.cnbc.com/id/100003114/device/rss/rss.html",
        "https://www.cnbc.com/id/19854910/device/rss/rss.html",
        "https://www.cnbc.com/id/100727362/device/rss/rss.html",
    ]
    sitemaps = ["https://www.cnbc.com/sitemap_news.xml"]
    article_urls = [r"/20\d\d/\d\d/\d\d/"]
    example_url = (
        "https://www.cnbc.com/2023/04/28/many-new-bitcoin-crypto-buyers-influenced-by-friends-why-to-be-cautious.html"
    )
