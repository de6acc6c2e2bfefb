from newsarchive import OutletSpider


class EyethuNews(OutletSpider):
    name = "eyethu_news"
    title = "Eyethu News"
    home = "https://eyethunews.co.za/"
    country, language, timezone = "za", "zu", "Africa/Johannesburg"
    sitemaps = ["https://eyethunews.co.za/sitemap.xml"]
    article_urls = [r"/\d{5,}/"]
    example_url = "https://eyethunews.co.za/119166/isihluku-kubulawa-isaguga-embali/"
