from newsarchive.crawl.spider import OutletSpider


class Isolezwe(OutletSpider):
    name = "isolezwe"
    title = "Isolezwe"
    home = "https://isolezwe.co.za/"
    country, language, timezone = "za", "zu", "Africa/Johannesburg"
    sitemaps = ["https://isolezwe.co.za/sitemap/"]
    article_urls = [r"/20\d\d-\d\d-\d\d-"]
    example_url = "https://isolezwe.co.za/izindaba/2025-11-08-kubukeka-kukude-phambili-amaphara-edla-umzila-ethekwini/"
