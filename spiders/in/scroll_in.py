from newsarchive import OutletSpider


class ScrollIn(OutletSpider):
    name = "scroll_in"
    title = "Scroll.in"
    home = "https://scroll.in/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://feeds.feedburner.com/ScrollinArticles.rss"]
