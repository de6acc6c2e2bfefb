from newsarchive import OutletSpider


class SputnikEn(OutletSpider):
    name = "sputnik_en"
    title = "Sputnik International"
    home = "https://sputnikglobe.com/"
    country, language, timezone = "ru", "en", "Europe/Moscow"
    feeds = ["https://sputnikglobe.com/export/rss2/archive/index.xml"]
