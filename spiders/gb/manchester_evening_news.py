from newsarchive import OutletSpider


class ManchesterEveningNews(OutletSpider):
    name = "manchester_evening_news"
    title = "Manchester Evening News"
    home = "https://www.manchestereveningnews.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = ["https://www.manchestereveningnews.co.uk/?service=rss"]
