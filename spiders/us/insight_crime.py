from newsarchive import OutletSpider


class InsightCrime(OutletSpider):
    name = "insight_crime"
    title = "InSight Crime"
    home = "https://insightcrime.org/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://insightcrime.org/feed/"]
