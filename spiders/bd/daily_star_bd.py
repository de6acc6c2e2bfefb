from newsarchive import OutletSpider


class DailyStarBd(OutletSpider):
    name = "daily_star_bd"
    title = "The Daily Star"
    home = "https://www.thedailystar.net/"
    country, language, timezone = "bd", "en", "Asia/Dhaka"
    feeds = ["https://www.thedailystar.net/frontpage/rss.xml"]
