from newsarchive import OutletSpider


class AzatliqAz(OutletSpider):
    name = "azatliq_az"
    title = "Azadlıq Radiosu"
    home = "https://www.azadliq.org/"
    country, language, timezone = "az", "az", "Asia/Baku"
    feeds = ["https://www.azadliq.org/api/aororegtor"]
