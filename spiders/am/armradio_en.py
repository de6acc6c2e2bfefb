from newsarchive import OutletSpider


class ArmradioEn(OutletSpider):
    name = "armradio_en"
    title = "Public Radio of Armenia (English)"
    home = "https://en.armradio.am/"
    domains = ["en.armradio.am"]
    country, language, timezone = "am", "en", "Asia/Yerevan"
    feeds = ["https://en.armradio.am/feed/"]
