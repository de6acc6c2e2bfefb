from newsarchive import OutletSpider


class LibyaHerald(OutletSpider):
    name = "libya_herald"
    title = "Libya Herald"
    home = "https://libyaherald.com/"
    country, language, timezone = "ly", "en", "Africa/Tripoli"
    feeds = ["https://libyaherald.com/rss.xml"]
