from newsarchive import OutletSpider


class RadioOkapi(OutletSpider):
    name = "radio_okapi"
    title = "Radio Okapi"
    home = "https://www.radiookapi.net/"
    country, language, timezone = "cd", "fr", "Africa/Kinshasa"
    feeds = ["https://www.radiookapi.net/rss.xml"]
