from newsarchive import OutletSpider


class NineNews(OutletSpider):
    name = "nine_news"
    title = "Nine News"
    home = "https://www.nine.com.au/"
    domains = ["nine.com.au", "9news.com.au"]
    country, language, timezone = "au", "en", "Australia/Sydney"
    feeds = ["https://www.nine.com.au/rss/feed.xml"]
    example_url = "https://www.nine.com.au/world-news/usa/supreme-court-upholds-birthright-citizenship-rejecting-trump-s-proposed-limits-20260701-p60bhj.html"
