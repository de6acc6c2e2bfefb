from newsarchive import OutletSpider


class HabariLeo(OutletSpider):
    name = "habari_leo"
    title = "Habari Leo"
    home = "https://habarileo.co.tz/"
    country, language, timezone = "tz", "sw", "Africa/Dar_es_Salaam"
    feeds = ["https://habarileo.co.tz/feed/"]
    example_url = "https://habarileo.co.tz/watu-18-wanaswa-kwa-makosa-mbalimbali-shinyanga/"
