from newsarchive import OutletSpider


class DailyMaverick(OutletSpider):
    name = "daily_maverick"
    title = "Daily Maverick"
    home = "https://www.dailymaverick.co.za/"
    country, language, timezone = "za", "en", "Africa/Johannesburg"
    feeds = ["https://www.dailymaverick.co.za/dmrss/"]
    sitemaps = ["https://www.dailymaverick.co.za/news-sitemap.xml"]
    article_urls = [r"/article/20\d\d-\d\d-\d\d-"]
    example_url = (
        "https://www.dailymaverick.co.za/article/2025-05-03-icj-concludes-hearings-on-israel-aid-obligations-in-gaza/"
    )
