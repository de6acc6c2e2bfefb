from newsarchive import OutletSpider


class YleNews(OutletSpider):
    name = "yle_news"
    title = "Yle News"
    home = "https://yle.fi/news"
    country, language, timezone = "fi", "en", "Europe/Helsinki"
    kind = "public_broadcaster"
    feeds = ["https://yle.fi/rss/news"]
