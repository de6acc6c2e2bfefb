from newsarchive import OutletSpider


class BreakingnewsIe(OutletSpider):
    name = "breakingnews_ie"
    title = "BreakingNews.ie"
    home = "https://www.breakingnews.ie/"
    country, language, timezone = "ie", "en", "Europe/Dublin"
    feeds = ["https://feeds.breakingnews.ie/bntopstories"]
