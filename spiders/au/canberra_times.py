from newsarchive import OutletSpider


class CanberraTimes(OutletSpider):
    name = "canberra_times"
    title = "The Canberra Times"
    home = "https://www.canberratimes.com.au/"
    country, language, timezone = "au", "en", "Australia/Sydney"
    feeds = ["https://www.canberratimes.com.au/rss.xml"]
