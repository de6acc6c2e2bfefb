from newsarchive import OutletSpider


class EconomicTimes(OutletSpider):
    name = "economic_times"
    title = "The Economic Times"
    home = "https://economictimes.indiatimes.com/"
    domains = ["economictimes.indiatimes.com"]
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://economictimes.indiatimes.com/rssfeedsdefault.cms"]
