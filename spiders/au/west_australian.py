from newsarchive import OutletSpider


class WestAustralian(OutletSpider):
    name = "west_australian"
    title = "The West Australian"
    home = "https://thewest.com.au/"
    country, language, timezone = "au", "en", "Australia/Perth"
    feeds = ["https://thewest.com.au/rss"]
    sitemaps = ["https://thewest.com.au/news-sitemap.xml"]
    example_url = "https://thewest.com.au/politics/federal-politics/climate-change-labor-on-track-to-hit-2030-target-as-chris-bowen-heralds-pragmatic-approach-to-energy-shift-c-16879335"
