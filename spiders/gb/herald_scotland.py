from newsarchive import OutletSpider


class HeraldScotland(OutletSpider):
    name = "herald_scotland"
    title = "The Herald"
    home = "https://www.heraldscotland.com/"
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = ["https://www.heraldscotland.com/news/rss/"]
