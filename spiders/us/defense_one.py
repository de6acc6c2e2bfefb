from newsarchive import OutletSpider


class DefenseOne(OutletSpider):
    name = "defense_one"
    title = "Defense One"
    home = "https://www.defenseone.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.defenseone.com/rss/all/"]
    example_url = "https://www.defenseone.com/threats/2022/03/naval-brief-nuclear-threats-deployment-funding-chinas-naval-modernization-and-more/363012/"
