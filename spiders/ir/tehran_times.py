from newsarchive import OutletSpider


class TehranTimes(OutletSpider):
    name = "tehran_times"
    title = "Tehran Times"
    home = "https://www.tehrantimes.com/"
    country, language, timezone = "ir", "en", "Asia/Tehran"
    feeds = ["https://www.tehrantimes.com/rss"]
