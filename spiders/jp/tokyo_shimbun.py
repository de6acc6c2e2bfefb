from newsarchive import OutletSpider


class TokyoShimbun(OutletSpider):
    name = "tokyo_shimbun"
    title = "東京新聞"
    home = "https://www.tokyo-np.co.jp/"
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    sitemaps = ["https://www.tokyo-np.co.jp/sitemap.xml"]
    article_urls = [r"/article/\d+"]
    example_url = "https://www.tokyo-np.co.jp/article/379018"
