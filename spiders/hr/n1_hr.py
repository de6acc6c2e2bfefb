from newsarchive import OutletSpider


class N1Hr(OutletSpider):
    name = "n1_hr"
    title = "N1 Hrvatska"
    home = "https://n1info.hr/"
    country, language, timezone = "hr", "hr", "Europe/Zagreb"
    feeds = ["https://n1info.hr/feed/"]
