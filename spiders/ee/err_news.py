from newsarchive import OutletSpider


class ErrNews(OutletSpider):
    name = "err_news"
    title = "ERR News"
    home = "https://news.err.ee/"
    domains = ["news.err.ee"]
    country, language, timezone = "ee", "en", "Europe/Tallinn"
    kind = "public_broadcaster"
    feeds = ["https://news.err.ee/rss"]
