from newsarchive import OutletSpider


class JeuneAfrique(OutletSpider):
    name = "jeune_afrique"
    title = "Jeune Afrique"
    home = "https://www.jeuneafrique.com/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    feeds = ["https://www.jeuneafrique.com/feed/"]
