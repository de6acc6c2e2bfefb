from newsarchive import OutletSpider


class OtagoDailyTimes(OutletSpider):
    name = "otago_daily_times"
    title = "Otago Daily Times"
    home = "https://www.odt.co.nz/"
    country, language, timezone = "nz", "en", "Pacific/Auckland"
    feeds = ["https://www.odt.co.nz/news/feed"]
