from newsarchive import OutletSpider


class HotnewsRo(OutletSpider):
    name = "hotnews_ro"
    title = "HotNews.ro"
    home = "https://hotnews.ro/"
    country, language, timezone = "ro", "ro", "Europe/Bucharest"
    feeds = ["https://www.hotnews.ro/rss"]
