from newsarchive import OutletSpider


class PanarmenianEn(OutletSpider):
    name = "panarmenian_en"
    title = "PanARMENIAN.Net (English)"
    home = "https://www.panarmenian.net/eng/"
    country, language, timezone = "am", "en", "Asia/Yerevan"
    feeds = ["https://www.panarmenian.net/eng/rss/news/"]
