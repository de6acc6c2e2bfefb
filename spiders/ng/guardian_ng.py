from newsarchive import OutletSpider


class GuardianNg(OutletSpider):
    name = "guardian_ng"
    title = "The Guardian Nigeria"
    home = "https://guardian.ng/"
    country, language, timezone = "ng", "en", "Africa/Lagos"
    feeds = ["https://guardian.ng/feed/"]
