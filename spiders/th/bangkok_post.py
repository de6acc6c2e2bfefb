from newsarchive import OutletSpider


class BangkokPost(OutletSpider):
    name = "bangkok_post"
    title = "Bangkok Post"
    home = "https://www.bangkokpost.com/"
    country, language, timezone = "th", "en", "Asia/Bangkok"
    feeds = ["https://www.bangkokpost.com/rss/data/topstories.xml"]
