from newsarchive import OutletSpider


class ThisDay(OutletSpider):
    name = "this_day"
    title = "THISDAY"
    home = "https://www.thisdaylive.com/"
    country, language, timezone = "ng", "en", "Africa/Lagos"
    feeds = ["https://www.thisdaylive.com/feed"]
