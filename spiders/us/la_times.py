from newsarchive import OutletSpider


class LaTimes(OutletSpider):
    name = "la_times"
    title = "Los Angeles Times"
    home = "https://www.latimes.com/"
    country, language, timezone = "us", "en", "America/Los_Angeles"
    feeds = ["https://www.latimes.com/world-nation/rss2.0.xml"]
    sitemaps = ["https://www.latimes.com/news-sitemap.xml"]
    article_urls = ["/story/"]
    example_url = "https://www.latimes.com/sports/story/2023-06-26/100-years-los-angeles-coliseum-historical-events"
