from newsarchive import OutletSpider


class Nytimes(OutletSpider):
    name = "nytimes"
    title = "The New York Times"
    home = "https://www.nytimes.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://rss.nytimes.com/services/xml/rss/nyt/HomePage.xml"]
    example_url = "https://www.nytimes.com/2019/11/18/business/trump-trade-war-china.html"
