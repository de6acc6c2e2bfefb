from newsarchive import OutletSpider


class TheReporterEt(OutletSpider):
    name = "the_reporter_et"
    title = "The Reporter"
    home = "https://www.thereporterethiopia.com/"
    country, language, timezone = "et", "en", "Africa/Addis_Ababa"
    feeds = ["https://www.thereporterethiopia.com/feed/"]
