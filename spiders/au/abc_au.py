from newsarchive import OutletSpider


class AbcAu(OutletSpider):
    name = "abc_au"
    title = "ABC News"
    home = "https://www.abc.net.au/news/"
    country, language, timezone = "au", "en", "Australia/Sydney"
    kind, owner = "public_broadcaster", "Australian Broadcasting Corporation"
    feeds = ["https://www.abc.net.au/news/feed/2942460/rss.xml", "https://www.abc.net.au/news/feed/1948/rss.xml"]
