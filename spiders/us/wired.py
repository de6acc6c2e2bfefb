from newsarchive import OutletSpider


class Wired(OutletSpider):
    name = "wired"
    title = "WIRED"
    home = "https://www.wired.com/"
    country, language, timezone = "us", "en", "America/Los_Angeles"
    owner = "Condé Nast"
    feeds = ["https://www.wired.com/feed/rss"]
    sitemaps = ["https://www.wired.com/feed/google-latest-news/sitemap-google-news"]
    example_url = "https://www.wired.com/story/the-best-sleeping-bags-for-every-adventure/"
