from newsarchive import OutletSpider


class TheNewYorker(OutletSpider):
    name = "the_new_yorker"
    title = "The New Yorker"
    home = "https://www.newyorker.com/"
    country, language, timezone = "us", "en", "America/New_York"
    kind, owner = "magazine", "Condé Nast"
    sitemaps = ["https://www.newyorker.com/feed/google-news-sitemap-feed/sitemap-google-news"]
    example_url = (
        "https://www.newyorker.com/news/the-control-of-nature/a-heat-shield-for-the-most-important-ice-on-earth"
    )
