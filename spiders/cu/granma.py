from newsarchive import OutletSpider


class Granma(OutletSpider):
    name = "granma"
    title = "Granma"
    home = "https://www.granma.cu/"
    country, language, timezone = "cu", "es", "America/Havana"
    feeds = ["https://www.granma.cu/feed"]
