from newsarchive import OutletSpider


class Livemint(OutletSpider):
    name = "livemint"
    title = "Mint"
    home = "https://www.livemint.com/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://www.livemint.com/rss/news"]
