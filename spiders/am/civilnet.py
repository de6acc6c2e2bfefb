from newsarchive import OutletSpider


class Civilnet(OutletSpider):
    name = "civilnet"
    title = "CivilNet"
    home = "https://www.civilnet.am/"
    country, language, timezone = "am", "hy", "Asia/Yerevan"
    feeds = ["https://civilnet.am/feed/"]
