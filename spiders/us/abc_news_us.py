from newsarchive import OutletSpider


class AbcNewsUs(OutletSpider):
    name = "abc_news_us"
    title = "ABC News"
    home = "https://abcnews.go.com/"
    domains = ["abcnews.go.com"]
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://feeds.abcnews.com/abcnews/topstories"]
