from newsarchive import OutletSpider


class AsharqNews(OutletSpider):
    name = "asharq_news"
    title = "الشرق للأخبار"
    home = "https://asharq.com/"
    country, language, timezone = "sa", "ar", "Asia/Riyadh"
    feeds = ["https://asharq.com/snapchat/rss.xml"]
