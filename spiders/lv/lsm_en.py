from newsarchive import OutletSpider


class LsmEn(OutletSpider):
    name = "lsm_en"
    title = "LSM (English)"
    home = "https://eng.lsm.lv/"
    domains = ["eng.lsm.lv"]
    country, language, timezone = "lv", "en", "Europe/Riga"
    kind = "public_broadcaster"
    feeds = ["https://eng.lsm.lv/rss/"]
