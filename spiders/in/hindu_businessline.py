from newsarchive import OutletSpider


class HinduBusinessline(OutletSpider):
    name = "hindu_businessline"
    title = "The Hindu BusinessLine"
    home = "https://www.thehindubusinessline.com/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://www.thehindubusinessline.com/feeder/default.rss"]
