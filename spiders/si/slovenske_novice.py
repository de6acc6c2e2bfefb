from newsarchive import OutletSpider


class SlovenskeNovice(OutletSpider):
    name = "slovenske_novice"
    title = "Slovenske novice"
    home = "https://www.slovenskenovice.si/"
    country, language, timezone = "si", "sl", "Europe/Ljubljana"
    feeds = ["https://www.slovenskenovice.si/rss"]
