from newsarchive import OutletSpider


class BusinessInsider(OutletSpider):
    name = "business_insider"
    title = "Business Insider"
    home = "https://www.businessinsider.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.businessinsider.com/rss"]
    sitemaps = ["https://www.businessinsider.com/sitemap/google-news.xml"]
    example_url = "https://www.businessinsider.com/bariatric-surgery-weight-loss-changes-unexpected-2025-3"
