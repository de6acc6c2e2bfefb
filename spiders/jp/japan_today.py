from newsarchive import OutletSpider


class JapanToday(OutletSpider):
    name = "japan_today"
    title = "Japan Today"
    home = "https://japantoday.com/"
    country, language, timezone = "jp", "en", "Asia/Tokyo"
    feeds = ["https://japantoday.com/feed/atom"]
