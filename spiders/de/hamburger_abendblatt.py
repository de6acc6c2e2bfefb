from newsarchive_outlets.shared.funke import Funke


class HamburgerAbendblatt(Funke):
    name = "hamburger_abendblatt"
    title = "Hamburger Abendblatt"
    home = "https://www.abendblatt.de/"
    kind, owner = "regional", "FUNKE Mediengruppe"
    feeds = ["https://www.abendblatt.de/rss"]
    sitemaps = ["https://www.abendblatt.de/sitemaps/news.xml"]
    example_url = "https://www.abendblatt.de/politik/article410396303/dem-teufel-begegnet-deutsche-hamas-geisel-erlebte-sexuellen-missbrauch.html"
