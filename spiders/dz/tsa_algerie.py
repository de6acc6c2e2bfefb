from newsarchive import OutletSpider


class TsaAlgerie(OutletSpider):
    name = "tsa_algerie"
    title = "TSA – Tout sur l'Algérie"
    home = "https://www.tsa-algerie.com/"
    country, language, timezone = "dz", "fr", "Africa/Algiers"
    feeds = ["https://www.tsa-algerie.com/feed/"]
