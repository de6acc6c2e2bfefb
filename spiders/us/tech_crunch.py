from newsarchive import OutletSpider


class TechCrunch(OutletSpider):
    name = "tech_crunch"
    title = "TechCrunch"
    home = "https://techcrunch.com/"
    country, language, timezone = "us", "en", "America/Los_Angeles"
    feeds = ["https://techcrunch.com/feed/"]
    sitemaps = ["https://techcrunch.com/news-sitemap.xml"]
    article_urls = [r"/20\d\d/\d\d/\d\d/"]
    example_url = "https://techcrunch.com/2024/04/28/how-rpa-vendors-aim-to-remain-relevant-in-a-world-of-ai-agents/"
