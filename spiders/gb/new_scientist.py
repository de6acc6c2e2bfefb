from newsarchive import OutletSpider


class NewScientist(OutletSpider):
    name = "new_scientist"
    title = "New Scientist"
    home = "https://www.newscientist.com/"
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = ["https://www.newscientist.com/feed/home/"]
