from newsarchive import OutletSpider


class CbsNews(OutletSpider):
    name = "cbs_news"
    title = "CBS News"
    home = "https://www.cbsnews.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.cbsnews.com/latest/rss/main"]
    example_url = "https://www.cbsnews.com/news/impeachment-hearings-key-moments-from-kurt-volkers-and-tim-morrisons-testimony-2019-11-19/"
