from newsarchive_outlets.shared.funke import Funke


class BraunschweigerZeitung(Funke):
    name = "braunschweiger_zeitung"
    title = "Braunschweiger Zeitung"
    home = "https://www.braunschweiger-zeitung.de/"
    feeds = ["https://www.braunschweiger-zeitung.de/rss"]
    sitemaps = ["https://www.braunschweiger-zeitung.de/sitemaps/news.xml"]
    example_url = "https://www.braunschweiger-zeitung.de/politik/article410390514/streeck-lobt-haftbefehl-doku-und-warnt-vor-kokain-verherrlichung-im-rap.html"
