from newsarchive import OutletSpider


class Tribunnews(OutletSpider):
    name = "tribunnews"
    title = "Tribunnews"
    home = "https://www.tribunnews.com/"
    country, language, timezone = "id", "id", "Asia/Jakarta"
    feeds = ["https://www.tribunnews.com/rss"]
