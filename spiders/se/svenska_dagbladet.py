from newsarchive import OutletSpider


class SvenskaDagbladet(OutletSpider):
    name = "svenska_dagbladet"
    title = "Svenska Dagbladet"
    home = "https://www.svd.se/"
    country, language, timezone = "se", "sv", "Europe/Stockholm"
    feeds = ["https://www.svd.se/feed/articles.rss"]
