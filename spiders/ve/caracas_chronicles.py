from newsarchive import OutletSpider


class CaracasChronicles(OutletSpider):
    name = "caracas_chronicles"
    title = "Caracas Chronicles"
    home = "https://www.caracaschronicles.com/"
    country, language, timezone = "ve", "en", "America/Caracas"
    feeds = ["https://www.caracaschronicles.com/feed/"]
