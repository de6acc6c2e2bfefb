from newsarchive import OutletSpider


class SydneyMorningHerald(OutletSpider):
    name = "smh"
    title = "The Sydney Morning Herald"
    home = "https://www.smh.com.au/"
    country, language, timezone = "au", "en", "Australia/Sydney"
    feeds = ["https://www.smh.com.au/rss/feed.xml"]
