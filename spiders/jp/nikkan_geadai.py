from newsarchive import OutletSpider


class NikkanGeadai(OutletSpider):
    name = "nikkan_geadai"
    title = "日刊ゲンダイDIGITAL"
    home = "https://www.nikkan-gendai.com/"
    country, language, timezone = "jp", "ja", "Asia/Tokyo"
    sitemaps = ["https://www.nikkan-gendai.com/sitemap.xml"]
    article_urls = ["/articles/view/"]
    example_url = "https://www.nikkan-gendai.com/articles/view/sports/367061"
