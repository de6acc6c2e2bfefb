from newsarchive import OutletSpider


class DayAz(OutletSpider):
    name = "day_az"
    title = "Day.Az"
    home = "https://news.day.az/"
    domains = ["news.day.az"]
    country, language, timezone = "az", "ru", "Asia/Baku"
    feeds = ["https://news.day.az/rss/all.rss"]
