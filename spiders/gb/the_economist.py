from newsarchive import OutletSpider


class TheEconomist(OutletSpider):
    name = "the_economist"
    title = "The Economist"
    home = "https://www.economist.com/"
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = [
        "https://www.economist.com/rss/international_rss.xml",
        "https://www.economist.com/rss/the_world_this_week_rss.xml",
    ]
    example_url = "https://www.economist.com/open-future/2018/06/18/why-collaborative-thinking-beats-individual-smarts"
