from newsarchive import OutletSpider


class RadioNdekeLuka(OutletSpider):
    name = "radio_ndeke_luka"
    title = "Radio Ndeke Luka"
    home = "https://www.radiondekeluka.org/"
    country, language, timezone = "cf", "fr", "Africa/Bangui"
    feeds = ["https://www.radiondekeluka.org/feed/"]
