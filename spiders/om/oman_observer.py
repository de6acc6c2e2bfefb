from newsarchive import OutletSpider


class OmanObserver(OutletSpider):
    name = "oman_observer"
    title = "Oman Observer"
    home = "https://www.omanobserver.om/"
    country, language, timezone = "om", "en", "Asia/Muscat"
    feeds = ["https://www.omanobserver.om/rssFeed/1"]
