from newsarchive import OutletSpider


class StraitsTimes(OutletSpider):
    name = "straits_times"
    title = "The Straits Times"
    home = "https://www.straitstimes.com/"
    country, language, timezone = "sg", "en", "Asia/Singapore"
    feeds = [
        "https://www.straitstimes.com/news/world/rss.xml",
        "https://www.straitstimes.com/news/singapore/rss.xml",
        "https://www.straitstimes.com/news/business/rss.xml",
        "https://www.straitstimes.com/news/asia/rss.xml",
    ]
    example_url = "https://www.straitstimes.com/asia/east-asia/new-mature-look-of-kim-jong-un-s-daughter-said-to-set-stage-for-possible-succession"
