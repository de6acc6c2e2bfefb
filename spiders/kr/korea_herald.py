from newsarchive import OutletSpider


class KoreaHerald(OutletSpider):
    name = "korea_herald"
    title = "The Korea Herald"
    home = "https://www.koreaherald.com/"
    country, language, timezone = "kr", "en", "Asia/Seoul"
    feeds = ["https://www.koreaherald.com/rss/020100000000.xml"]
