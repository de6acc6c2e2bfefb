from newsarchive import OutletSpider


class NewsComAu(OutletSpider):
    name = "news_com_au"
    title = "news.com.au"
    home = "https://www.news.com.au/"
    country, language, timezone = "au", "en", "Australia/Sydney"
    feeds = [
        "https://www.news.com.au/content-feeds/latest-news-national/",
        "https://www.news.com.au/content-feeds/latest-news-world/",
        "https://www.news.com.au/content-feeds/latest-news-technology/",
        "https://www.news.com.au/content-feeds/latest-news-finance/",
    ]
