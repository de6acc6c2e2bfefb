from newsarchive import OutletSpider


class TheHindu(OutletSpider):
    name = "the_hindu"
    title = "The Hindu"
    home = "https://www.thehindu.com/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://www.thehindu.com/feeder/default.rss", "https://www.thehindu.com/news/national/feeder/default.rss"]
    example_url = "https://www.thehindu.com/books/readers-club-pick-a-book-is-endeavoring-to-create-a-global-community-of-booklovers/article65483287.ece"
