from newsarchive import OutletSpider


class TheAtlantic(OutletSpider):
    name = "the_atlantic"
    title = "The Atlantic"
    home = "https://www.theatlantic.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.theatlantic.com/feed/channel/ideas/"]
    example_url = "https://www.theatlantic.com/ideas/archive/2020/08/californias-disasters-are-a-warning-climate-change-is-here/615610/"
