from newsarchive import OutletSpider


class StudioTamani(OutletSpider):
    name = "studio_tamani"
    title = "Studio Tamani"
    home = "https://www.studiotamani.org/"
    country, language, timezone = "ml", "fr", "Africa/Bamako"
    feeds = ["https://www.studiotamani.org/feed/"]
