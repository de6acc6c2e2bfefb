from newsarchive import OutletSpider


class TheIntercept(OutletSpider):
    name = "the_intercept"
    title = "The Intercept"
    home = "https://theintercept.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://theintercept.com/feed/?lang=en"]
    article_urls = [r"/20\d\d/\d\d/\d\d/"]
    example_url = "https://theintercept.com/2023/04/28/montana-trans-zooey-zephyr/"
