from newsarchive import OutletSpider


class Azernews(OutletSpider):
    name = "azernews"
    title = "AzerNews"
    home = "https://www.azernews.az/"
    country, language, timezone = "az", "en", "Asia/Baku"
    feeds = ["https://www.azernews.az/feed.php"]
