from newsarchive import OutletSpider


class ForeignPolicy(OutletSpider):
    name = "foreign_policy"
    title = "Foreign Policy"
    home = "https://foreignpolicy.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://foreignpolicy.com/feed/"]
    example_url = "https://foreignpolicy.com/2014/07/22/the-endgame-in-gaza/"
