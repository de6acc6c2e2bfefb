from newsarchive import OutletSpider


class AsahiShimbun(OutletSpider):
    name = "asahi_shimbun"
    title = "朝日新聞"
    home = "https://www.asahi.com/"
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    kind = "national"
    feeds = ["https://www.asahi.com/rss/asahi/newsheadlines.rdf"]
    sitemaps = ["https://www.asahi.com/sitemap.xml"]
    article_urls = ["/articles/"]
    example_url = "https://www.asahi.com/articles/AST1F4445T1FUTIL02SM.html"
