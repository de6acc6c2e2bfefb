from newsarchive import OutletSpider


class NbcNews(OutletSpider):
    name = "nbc_news"
    title = "NBC News"
    home = "https://www.nbcnews.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://feeds.nbcnews.com/nbcnews/public/news"]
    example_url = (
        "https://www.nbcnews.com/news/us-news/new-york-man-pleads-guilty-threatening-kill-rep-ilhan-omar-n1085406"
    )
