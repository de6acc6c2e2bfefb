from newsarchive import OutletSpider


class PunchNg(OutletSpider):
    name = "punch_ng"
    title = "Punch"
    home = "https://punchng.com/"
    country, language, timezone = "ng", "en", "Africa/Lagos"
    feeds = ["https://www.punchng.com/feed/"]
