from newsarchive import OutletSpider


class DelfiLv(OutletSpider):
    name = "delfi_lv"
    title = "Delfi"
    home = "https://www.delfi.lv/"
    country, language, timezone = "lv", "lv", "Europe/Riga"
    feeds = ["https://www.delfi.lv/rss.php"]
