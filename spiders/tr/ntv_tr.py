from newsarchive import OutletSpider


class NtvTr(OutletSpider):
    name = "ntv_tr"
    title = "NTV"
    home = "https://www.ntv.com.tr/"
    country, language, timezone = "tr", "tr", "Europe/Istanbul"
    feeds = ["https://www.ntv.com.tr/gundem.rss"]
    sitemaps = ["https://www.ntv.com.tr/sitemaps/news-sitemap.xml"]
    example_url = "https://www.ntv.com.tr/sporskor/super-ligde-golculerin-yarisi-kiyasiya,2dwxjsYnL0-RnLe_r91pqg"
