from newsarchive import OutletSpider


class UnNewsEn(OutletSpider):
    name = "un_news_en"
    title = "UN News"
    home = "https://news.un.org/en/"
    domains = ["news.un.org"]
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://news.un.org/feed/subscribe/en/news/all/rss.xml"]
    article_urls = [r"news\.un\.org/en/"]
