from newsarchive import OutletSpider


class TaipeiTimes(OutletSpider):
    name = "taipei_times"
    title = "Taipei Times"
    home = "https://www.taipeitimes.com/"
    country, language, timezone = "tw", "en", "Asia/Taipei"
    sitemaps = ["https://www.taipeitimes.com/sitemap/sitemap.xml"]
    article_urls = [r"/archives/20\d\d/\d\d/\d\d/\d+"]
    example_url = "https://www.taipeitimes.com/News/front/archives/2024/10/16/2003825372"
