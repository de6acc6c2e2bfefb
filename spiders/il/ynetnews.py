from newsarchive import OutletSpider


class Ynetnews(OutletSpider):
    name = "ynetnews"
    title = "Ynetnews"
    home = "https://www.ynetnews.com/"
    country, language, timezone = "il", "en", "Asia/Jerusalem"
    feeds = ["https://www.ynetnews.com/Integration/StoryRss3089.xml"]
