from newsarchive import OutletSpider


class Nature(OutletSpider):
    name = "nature"
    title = "Nature"
    home = "https://www.nature.com/"
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = ["https://www.nature.com/nature.rss"]
    sitemaps = ["https://www.nature.com/latest-news/sitemap.xml"]
    article_urls = ["/articles/"]
    example_url = "https://www.nature.com/articles/d41586-025-04160-8"
