from newsarchive import OutletSpider


class MaharashtraTimes(OutletSpider):
    name = "maharashtra_times"
    title = "महाराष्ट्र टाइम्स"
    home = "https://maharashtratimes.com/"
    country, language, timezone = "in", "mr", "Asia/Kolkata"
    feeds = ["https://maharashtratimes.com/rssfeedsdefault.cms"]
