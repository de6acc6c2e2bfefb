from newsarchive import OutletSpider


class HurriyetDailyNews(OutletSpider):
    name = "hurriyet_daily_news"
    title = "Hürriyet Daily News"
    home = "https://www.hurriyetdailynews.com/"
    country, language, timezone = "tr", "en", "Europe/Istanbul"
    feeds = ["https://www.hurriyetdailynews.com/rss.php"]
