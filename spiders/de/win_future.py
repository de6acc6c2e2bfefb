from newsarchive import OutletSpider


class WinFuture(OutletSpider):
    name = "win_future"
    title = "WinFuture"
    home = "https://winfuture.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://static.winfuture.de/feeds/WinFuture-News-rss2.0.xml"]
    sitemaps = ["https://winfuture.de/sitemap-latest-news.xml.gz"]
    example_url = "https://winfuture.de/news,142489.html"
