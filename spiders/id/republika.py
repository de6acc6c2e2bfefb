from newsarchive import OutletSpider


class Republika(OutletSpider):
    name = "republika"
    title = "Republika"
    home = "https://republika.co.id/"
    country, language, timezone = "id", "id", "Asia/Jakarta"
    feeds = ["https://www.republika.co.id/rss/"]
