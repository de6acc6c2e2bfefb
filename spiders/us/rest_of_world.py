from newsarchive import OutletSpider


class RestOfWorld(OutletSpider):
    name = "rest_of_world"
    title = "Rest of World"
    home = "https://restofworld.org/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://restofworld.org/feed/latest/"]
    article_urls = [r"restofworld\.org/20\d\d/"]
    example_url = "https://restofworld.org/2025/oman-space-industry-launchpad-satellites/"
