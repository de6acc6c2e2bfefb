from newsarchive import OutletSpider


class News24(OutletSpider):
    name = "news24"
    title = "News24"
    home = "https://www.news24.com/"
    country, language, timezone = "za", "en", "Africa/Johannesburg"
    feeds = ["https://feeds.news24.com/articles/news24/TopStories/rss"]
