from newsarchive import OutletSpider


class WashingtonTimes(OutletSpider):
    name = "washington_times"
    title = "The Washington Times"
    home = "https://www.washingtontimes.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.washingtontimes.com/rss/headlines/news/politics/"]
    example_url = "https://www.washingtontimes.com/news/2023/apr/28/indiana-governor-endorses-revised-gop-state-budget/"
