from newsarchive import OutletSpider


class AfricanewsEn(OutletSpider):
    name = "africanews_en"
    title = "Africanews"
    home = "https://www.africanews.com/"
    domains = ["www.africanews.com"]
    country, language, timezone = "cg", "en", "Africa/Brazzaville"
    feeds = ["https://www.africanews.com/feed/rss"]
