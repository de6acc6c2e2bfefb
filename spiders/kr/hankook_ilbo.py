from newsarchive import OutletSpider


class HankookIlbo(OutletSpider):
    name = "hankook_ilbo"
    title = "한국일보"
    home = "https://www.hankookilbo.com/"
    country, language, timezone = "kr", "ko", "Asia/Seoul"
    sitemaps = ["https://www.hankookilbo.com/sitemap/latest-articles"]
    article_urls = [r"(?i)/news/(read|article)/A\d+"]
    example_url = "https://www.hankookilbo.com/news/article/A2026012914320005196"
