from newsarchive import OutletSpider


class ArmenpressEn(OutletSpider):
    name = "armenpress_en"
    title = "Armenpress (English)"
    home = "https://armenpress.am/en"
    country, language, timezone = "am", "en", "Asia/Yerevan"
    feeds = ["https://armenpress.am/eng/rss/news/"]
