from newsarchive import OutletSpider


class Guardian(OutletSpider):
    name = "guardian"
    title = "The Guardian"
    home = "https://www.theguardian.com/"
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "national"
    feeds = ["https://www.theguardian.com/world/rss"]
    sitemaps = ["https://www.theguardian.com/sitemaps/news.xml"]
    article_urls = [r"/20\d\d/[a-z]{3}/\d\d/"]
    example_url = "https://www.theguardian.com/world/2024/feb/24/death-toll-in-valencia-fire-rises-to-10-as-remains-of-last-missing-person-found"
