from newsarchive import OutletSpider


class Landesspiegel(OutletSpider):
    name = "landesspiegel"
    title = "Landesspiegel"
    home = "https://www.landesspiegel.li/"
    country, language, timezone = "li", "de", "Europe/Vaduz"
    sitemaps = ["https://landesspiegel.li/sitemap-news.xml"]
    article_urls = [r"/20\d\d/\d\d/"]
    example_url = "https://landesspiegel.li/2025/06/rotary-club-liechtenstein-eschnerberg-praesidiumswechsel-und-besondere-ehrung/"
