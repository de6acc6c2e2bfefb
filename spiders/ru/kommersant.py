from newsarchive import OutletSpider


class Kommersant(OutletSpider):
    name = "kommersant"
    title = "Коммерсантъ"
    home = "https://www.kommersant.ru/"
    country, language, timezone = "ru", "ru", "Europe/Moscow"
    feeds = ["https://www.kommersant.ru/RSS/news.xml"]
    sitemaps = ["https://www.kommersant.ru/sitemaps/sitemap_news.xml"]
    article_urls = [r"/doc/\d+"]
    example_url = "https://www.kommersant.ru/doc/7715044"
