from newsarchive import OutletSpider


class WashingtonPost(OutletSpider):
    name = "washington_post"
    title = "The Washington Post"
    home = "https://www.washingtonpost.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://feeds.washingtonpost.com/rss/national", "https://feeds.washingtonpost.com/rss/world"]
    sitemaps = ["https://www.washingtonpost.com/sitemaps/news-sitemap.xml.gz"]
    example_url = "https://www.washingtonpost.com/weather/2024/04/26/storms-tornadoes-iowa-kansas-nebraska-oklahoma/"
