from newsarchive import OutletSpider


class Sigmalive(OutletSpider):
    name = "sigmalive"
    title = "SigmaLive"
    home = "https://www.sigmalive.com/"
    country, language, timezone = "cy", "el", "Asia/Nicosia"
    feeds = ["https://www.sigmalive.com/rss"]
