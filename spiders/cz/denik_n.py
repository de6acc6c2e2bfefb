from newsarchive import OutletSpider


class DenikN(OutletSpider):
    name = "denik_n"
    title = "Deník N"
    home = "https://denikn.cz/"
    country, language, timezone = "cz", "cs", "Europe/Prague"
    feeds = [
        "https://denikn.cz/cesko/feed/",
        "https://denikn.cz/svet/feed",
        "https://denikn.cz/ekonomika/feed",
        "https://denikn.cz/kultura/feed",
    ]
    example_url = (
        "https://denikn.cz/3186/jsem-vnitrne-vyhorely-mam-odpracovano-cunek-je-stary-provokater-rika-belobradek/"
    )
