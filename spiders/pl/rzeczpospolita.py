from newsarchive import OutletSpider


class Rzeczpospolita(OutletSpider):
    name = "rzeczpospolita"
    title = "Rzeczpospolita"
    home = "https://www.rp.pl/"
    country, language, timezone = "pl", "pl", "Europe/Warsaw"
    feeds = ["https://www.rp.pl/rss_main", "https://www.rp.pl/rss/1019"]
    sitemaps = ["https://www.rp.pl/sitemaps/news-sitemap.xml"]
    article_urls = [r"/(art)?\d{6,}-"]
    example_url = "https://www.rp.pl/polityka/art41756471-niemcy-stale-zamkniecie-granic-jedynie-kwestia-czasu"
