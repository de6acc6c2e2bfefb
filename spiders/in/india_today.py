from newsarchive import OutletSpider


class IndiaToday(OutletSpider):
    name = "india_today"
    title = "India Today"
    home = "https://www.indiatoday.in/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://www.indiatoday.in/rss/home"]
