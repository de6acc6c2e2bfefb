from newsarchive import OutletSpider


class ZdfHeute(OutletSpider):
    name = "zdf_heute"
    title = "ZDFheute"
    home = "https://www.zdf.de/"
    domains = ["zdf.de", "zdfheute.de"]
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "public_broadcaster"
    feeds = ["https://www.zdf.de/rss/zdf/nachrichten"]
    sitemaps = ["https://www.zdf.de/news-sitemap.xml"]
    example_url = "https://www.zdfheute.de/politik/ausland/putin-warnung-dekolonisierung-russland-100.html"
