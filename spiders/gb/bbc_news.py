from newsarchive import OutletSpider


class BbcNews(OutletSpider):
    name = "bbc_news"
    title = "BBC News"
    home = "https://www.bbc.co.uk/"
    domains = ["bbc.co.uk", "bbc.com"]
    country, language, timezone = "gb", "en", "Europe/London"
    sitemaps = ["https://www.bbc.co.uk/sitemaps/https-index-uk-news.xml"]
    article_urls = ["/news/"]
    skip_urls = ["/(videos?|live)/"]
    example_url = "https://www.bbc.com/news/articles/clymn8zyrp9o"
