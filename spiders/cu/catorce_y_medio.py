from newsarchive import OutletSpider


class CatorceYMedio(OutletSpider):
    name = "catorce_y_medio"
    title = "14ymedio"
    home = "https://www.14ymedio.com/"
    country, language, timezone = "cu", "es", "America/Havana"
    feeds = ["https://www.14ymedio.com/rss/"]
