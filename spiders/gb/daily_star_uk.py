from newsarchive import OutletSpider


class DailyStarUk(OutletSpider):
    name = "daily_star_uk"
    title = "Daily Star"
    home = "https://www.dailystar.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "national"
    sitemaps = ["https://www.dailystar.co.uk/map_news.xml"]
    example_url = "https://www.dailystar.co.uk/news/latest-news/epstein-raped-girl-model-same-37041208"
