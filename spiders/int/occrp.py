from newsarchive import OutletSpider


class Occrp(OutletSpider):
    name = "occrp"
    title = "OCCRP"
    home = "https://www.occrp.org/en"
    country, language, timezone = None, "en", "Etc/UTC"
    feeds = ["https://www.occrp.org/en/feed"]
