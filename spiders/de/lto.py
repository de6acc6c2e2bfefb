from newsarchive import OutletSpider


class Lto(OutletSpider):
    name = "lto"
    title = "Legal Tribune Online"
    home = "https://www.lto.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.lto.de/rss/feed.xml"]
    sitemaps = ["https://www.lto.de/googlenews-sitemap.xml"]
    skip_urls = ["/podcast/"]
    example_url = "https://www.lto.de/recht/hintergruende/h/gaza-waffen-waffenlieferungen-exporte-israel-ecchr-verfassungsbeschwerde"
