from newsarchive import OutletSpider


class ApNews(OutletSpider):
    name = "ap_news"
    title = "Associated Press"
    home = "https://apnews.com/"
    country, language, timezone = "us", "en", "America/New_York"
    kind = "agency"
    sitemaps = ["https://apnews.com/news-sitemap-content.xml"]
    article_urls = ["/article/"]
    example_url = "https://apnews.com/article/mexico-economy-growth-3cc842471fb9df42315d658d88c8403a"
