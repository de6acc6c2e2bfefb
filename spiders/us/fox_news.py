from newsarchive import OutletSpider


class FoxNews(OutletSpider):
    name = "fox_news"
    title = "Fox News"
    home = "https://www.foxnews.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://moxie.foxnews.com/google-publisher/latest.xml"]
    sitemaps = ["https://www.foxnews.com/sitemap.xml?type=news"]
    skip_urls = ["/video/"]
    example_url = (
        "https://www.foxnews.com/politics/house-china-committee-demands-answers-fbi-chinese-police-stations-us"
    )
