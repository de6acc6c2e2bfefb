from newsarchive import OutletSpider


class RferlEn(OutletSpider):
    name = "rferl_en"
    title = "RFE/RL"
    home = "https://www.rferl.org/"
    country, language, timezone = "cz", "en", "Europe/Prague"
    feeds = ["https://www.rferl.org/rss/?count=50"]
