from newsarchive import OutletSpider


class TimesOfIndia(OutletSpider):
    name = "times_of_india"
    title = "The Times of India"
    home = "https://timesofindia.indiatimes.com/"
    domains = ["timesofindia.indiatimes.com"]
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = [
        "https://timesofindia.indiatimes.com/rssfeedstopstories.cms",
        "https://timesofindia.indiatimes.com/rssfeedmostrecent.cms",
    ]
    sitemaps = ["https://timesofindia.indiatimes.com/sitemap/today"]
    article_urls = ["/articleshow/"]
    example_url = "https://timesofindia.indiatimes.com/world/pakistan/anti-terror-op-turns-sinister-pakistani-netizens-being-walled-off-as-army-raises-spectre-of-digital-terrorism/articleshow/112898501.cms"
