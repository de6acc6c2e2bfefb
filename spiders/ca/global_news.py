from newsarchive import OutletSpider


class GlobalNews(OutletSpider):
    name = "global_news"
    title = "Global News"
    home = "https://globalnews.ca/"
    country, language, timezone = "ca", "en", "America/Toronto"
    feeds = ["https://globalnews.ca/feed/"]
    sitemaps = ["https://globalnews.ca/news-sitemap.xml"]
    article_urls = [r"/news/\d+/"]
    skip_urls = ["/the-curator/"]
    example_url = "https://globalnews.ca/news/11862251/russia-missile-attack-kyiv-ukraine/"
