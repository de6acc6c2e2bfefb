from newsarchive import OutletSpider


class CbcNews(OutletSpider):
    name = "cbc_news"
    title = "CBC News"
    home = "https://www.cbc.ca/"
    country, language, timezone = "ca", "en", "America/Toronto"
    kind = "public_broadcaster"
    feeds = [
        "https://www.cbc.ca/webfeed/rss/rss-topstories",
        "https://www.cbc.ca/webfeed/rss/rss-canada",
        "https://www.cbc.ca/webfeed/rss/rss-world",
    ]
    example_url = "https://www.cbc.ca/news/world/gaza-israel-ceasefire-negotiations-sinwar-1.7287711"
