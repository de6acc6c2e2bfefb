from newsarchive import OutletSpider


class AfricanewsFr(OutletSpider):
    name = "africanews_fr"
    title = "Africanews"
    home = "https://fr.africanews.com/"
    domains = ["fr.africanews.com"]
    country, language, timezone = "cg", "fr", "Africa/Brazzaville"
    feeds = ["https://fr.africanews.com/feed/rss"]
