from newsarchive import OutletSpider


class DailyMail(OutletSpider):
    name = "daily_mail"
    title = "Daily Mail"
    home = "https://www.dailymail.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "national"
    feeds = ["https://www.dailymail.co.uk/home/index.rss"]
    sitemaps = ["https://www.dailymail.co.uk/google-news-sitemap.xml"]
    example_url = "https://www.dailymail.co.uk/yourmoney/article-13357113/dollar-bill-worth-THOUSANDS-check.html"
