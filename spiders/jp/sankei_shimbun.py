from newsarchive import OutletSpider


class SankeiShimbun(OutletSpider):
    name = "sankei_shimbun"
    title = "産経新聞"
    home = "https://www.sankei.com/"
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    kind = "national"
    sitemaps = ["https://www.sankei.com/feeds/sitemapindex-category/?outputType=xml"]
    article_urls = [r"/article/20\d{6}-"]
    example_url = "https://www.sankei.com/article/20250121-QBJP5I25BBIG5IZ76XZNDHDB5Q/"
