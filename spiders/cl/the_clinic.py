from newsarchive import OutletSpider


class TheClinic(OutletSpider):
    name = "the_clinic"
    title = "The Clinic"
    home = "https://www.theclinic.cl/"
    country, language, timezone = "cl", "es", "America/Santiago"
    feeds = ["https://www.theclinic.cl/feed/"]
