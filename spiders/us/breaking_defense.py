from newsarchive import OutletSpider


class BreakingDefense(OutletSpider):
    name = "breaking_defense"
    title = "Breaking Defense"
    home = "https://breakingdefense.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://breakingdefense.com/feed/"]
