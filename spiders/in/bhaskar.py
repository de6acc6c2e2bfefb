from newsarchive import OutletSpider


class Bhaskar(OutletSpider):
    name = "bhaskar"
    title = "दैनिक भास्कर"
    home = "https://www.bhaskar.com/"
    country, language, timezone = "in", "hi", "Asia/Kolkata"
    feeds = [
        "https://www.bhaskar.com/rss-v1--category-1944.xml",
        "https://www.bhaskar.com/rss-v1--category-14994.xml",
        "https://www.bhaskar.com/rss-v1--category-11215.xml",
        "https://www.bhaskar.com/rss-v1--category-10711.xml",
    ]
    sitemaps = ["https://www.bhaskar.com/sitemaps-v1--sitemap-google-news-index.xml"]
    article_urls = ["/news/"]
    example_url = (
        "https://www.bhaskar.com/local/bihar/samastipur/news/samastipur-police-caught-2-miscreants-133589711.html"
    )
