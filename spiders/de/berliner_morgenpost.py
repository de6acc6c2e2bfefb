from newsarchive_outlets.shared.funke import Funke


class BerlinerMorgenpost(Funke):
    name = "berliner_morgenpost"
    title = "Berliner Morgenpost"
    home = "https://www.morgenpost.de/"
    kind, owner = "regional", "FUNKE Mediengruppe"
    sitemaps = ["https://www.morgenpost.de/sitemaps/news.xml"]
    example_url = "https://www.morgenpost.de/sport/fuechse/article410396860/fuechse-berlin-mit-machtdemonstration-und-erleichterung-um-andersson.html"
