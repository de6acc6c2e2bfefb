from newsarchive import OutletSpider


class RollingStone(OutletSpider):
    name = "rolling_stone"
    title = "Rolling Stone"
    home = "https://www.rollingstone.com/"
    country, language, timezone = "us", "en", "America/New_York"
    sitemaps = ["https://www.rollingstone.com/news-sitemap.xml"]
    example_url = "https://www.rollingstone.com/culture-council/articles/what-american-crime-film-teach-doing-whats-right-whats-easy-1235086762/"
