from newsarchive import OutletSpider


class Ynet(OutletSpider):
    name = "ynet"
    title = "ynet"
    home = "https://www.ynet.co.il/"
    country, language, timezone = "il", "he", "Asia/Jerusalem"
    feeds = ["https://www.ynet.co.il/Integration/StoryRss3082.xml", "https://www.ynet.co.il/Integration/StoryRss2.xml"]
