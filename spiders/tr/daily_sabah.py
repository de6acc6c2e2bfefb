from newsarchive import OutletSpider


class DailySabah(OutletSpider):
    name = "daily_sabah"
    title = "Daily Sabah"
    home = "https://www.dailysabah.com/"
    country, language, timezone = "tr", "en", "Europe/Istanbul"
    feeds = ["https://www.dailysabah.com/rss/home-page"]
