from newsarchive import OutletSpider


class TheAge(OutletSpider):
    name = "the_age"
    title = "The Age"
    home = "https://www.theage.com.au/"
    country, language, timezone = "au", "en", "Australia/Melbourne"
    feeds = ["https://www.theage.com.au/rss/feed.xml"]
    example_url = "https://www.theage.com.au/national/the-twin-baggage-of-pride-and-ideology-impeding-the-pandemic-strategy-20200716-p55cq1.html"
