from newsarchive import OutletSpider


class ThePortugalNews(OutletSpider):
    name = "the_portugal_news"
    title = "The Portugal News"
    home = "https://www.theportugalnews.com/"
    country, language, timezone = "pt", "en", "Europe/Lisbon"
    sitemaps = ["https://www.theportugalnews.com/sitemap-news.xml"]
    article_urls = [r"theportugalnews\.com/news/"]
    example_url = (
        "https://www.theportugalnews.com/news/2025-01-31/portugal-emerges-as-a-french-alps-real-estate-investment/95254"
    )
