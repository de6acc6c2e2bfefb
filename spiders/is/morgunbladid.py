from newsarchive import OutletSpider


class Morgunbladid(OutletSpider):
    name = "morgunbladid"
    title = "Morgunblaðið"
    home = "https://www.mbl.is/"
    country, language, timezone = "is", "is", "Atlantic/Reykjavik"
    feeds = ["https://www.mbl.is/feeds/fp/", "https://www.mbl.is/feeds/innlent/", "https://www.mbl.is/feeds/erlent/"]
    example_url = "https://www.mbl.is/frettir/innlent/2025/02/11/islenskar_konur_stydja_vitnin_i_noregi/"
