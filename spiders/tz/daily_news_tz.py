from newsarchive import OutletSpider


class DailyNewsTz(OutletSpider):
    name = "daily_news_tz"
    title = "Daily News"
    home = "https://dailynews.co.tz/"
    country, language, timezone = "tz", "en", "Africa/Dar_es_Salaam"
    feeds = ["https://dailynews.co.tz/feed/"]
    example_url = "https://dailynews.co.tz/solar-powered-streetlights-boost-lindi-womens-businesses/"
