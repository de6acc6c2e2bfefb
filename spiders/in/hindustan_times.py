from newsarchive import OutletSpider


class HindustanTimes(OutletSpider):
    name = "hindustan_times"
    title = "Hindustan Times"
    home = "https://www.hindustantimes.com/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = [
        "https://www.hindustantimes.com/feeds/rss/world-news/rssfeed.xml",
        "https://www.hindustantimes.com/feeds/rss/india-news/rssfeed.xml",
        "https://www.hindustantimes.com/feeds/rss/business/rssfeed.xml",
    ]
    example_url = "https://www.hindustantimes.com/books/interview-pallavi-raghavan-author-animosity-at-bay-an-alternative-history-of-the-india-pakistan-relationship/story-HDwzapqxH4IRw7h1VL5TZJ.html"
