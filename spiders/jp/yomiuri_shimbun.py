from newsarchive import OutletSpider


class YomiuriShimbun(OutletSpider):
    name = "yomiuri_shimbun"
    title = "読売新聞"
    home = "https://www.yomiuri.co.jp/"
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    kind = "national"
    sitemaps = ["https://www.yomiuri.co.jp/sitemap-news-latest.xml"]
    article_urls = [r"/20\d{6}-"]
    example_url = "https://www.yomiuri.co.jp/world/20241203-OYT1T50218/"
