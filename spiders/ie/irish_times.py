from newsarchive import OutletSpider


class IrishTimes(OutletSpider):
    name = "irish_times"
    title = "The Irish Times"
    home = "https://www.irishtimes.com/"
    country, language, timezone = "ie", "en", "Europe/Dublin"
    feeds = [
        "https://www.irishtimes.com/cmlink/irishtimesworldfeed-1.1321046",
        "https://www.irishtimes.com/feeds/rss/breaking/index.rss",
    ]
