from newsarchive import OutletSpider


class IrnaEn(OutletSpider):
    name = "irna_en"
    title = "IRNA (English)"
    home = "https://en.irna.ir/"
    domains = ["en.irna.ir"]
    country, language, timezone = "ir", "en", "Asia/Tehran"
    kind = "agency"
    feeds = ["https://en.irna.ir/rss"]
