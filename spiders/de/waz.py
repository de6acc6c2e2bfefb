from newsarchive_outlets.shared.funke import Funke


class Waz(Funke):
    name = "waz"
    title = "WAZ"
    home = "https://www.waz.de/"
    kind, owner = "regional", "FUNKE Mediengruppe"
    sitemaps = ["https://www.waz.de/sitemaps/news.xml"]
    example_url = (
        "https://www.waz.de/panorama/article409182690/unbekannte-maya-staedte-werfen-neues-licht-auf-die-fruehzeit.html"
    )
