from newsarchive import OutletSpider


class ChunichiShimbun(OutletSpider):
    name = "chunichi_shimbun"
    title = "中日新聞"
    home = "https://www.chunichi.co.jp/"
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    kind = "regional"
    sitemaps = ["https://www.chunichi.co.jp/sitemap.xml"]
    article_urls = [r"/article/\d+"]
    example_url = "https://www.chunichi.co.jp/article/1011185"
