from newsarchive import OutletSpider


class HaitiLibreEn(OutletSpider):
    name = "haiti_libre_en"
    title = "HaitiLibre (English)"
    home = "https://www.haitilibre.com/en/"
    country, language, timezone = "ht", "en", "America/Port-au-Prince"
    feeds = ["https://www.haitilibre.com/rss-flash-en.php"]
