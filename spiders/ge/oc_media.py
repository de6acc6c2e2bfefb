from newsarchive import OutletSpider


class OcMedia(OutletSpider):
    name = "oc_media"
    title = "OC Media"
    home = "https://oc-media.org/"
    country, language, timezone = "ge", "en", "Asia/Tbilisi"
    feeds = ["https://oc-media.org/feed/"]
