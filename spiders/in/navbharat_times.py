from newsarchive import OutletSpider


class NavbharatTimes(OutletSpider):
    name = "navbharat_times"
    title = "नवभारत टाइम्स"
    home = "https://navbharattimes.indiatimes.com/"
    domains = ["navbharattimes.indiatimes.com"]
    country, language, timezone = "in", "hi", "Asia/Kolkata"
    feeds = ["https://navbharattimes.indiatimes.com/rssfeedsdefault.cms"]
