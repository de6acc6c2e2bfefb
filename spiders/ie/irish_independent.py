from newsarchive import OutletSpider


class IrishIndependent(OutletSpider):
    name = "irish_independent"
    title = "Irish Independent"
    home = "https://www.independent.ie/"
    country, language, timezone = "ie", "en", "Europe/Dublin"
    feeds = ["https://www.independent.ie/irish-news/rss", "https://www.independent.ie/rss"]
