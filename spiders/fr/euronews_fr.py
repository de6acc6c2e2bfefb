from newsarchive_outlets.shared.euronews import Euronews


class EuronewsFr(Euronews):
    name = "euronews_fr"
    title = "Euronews (français)"
    home = "https://fr.euronews.com/"
    domains = ["fr.euronews.com"]
    language = "fr"
    sitemaps = ["https://fr.euronews.com/sitemaps/fr/latest-news.xml"]
    example_url = "https://fr.euronews.com/culture/2026/01/06/just-coup-it-le-survetement-nike-de-nicolas-maduro-devient-une-sensation-virale-inattendue"
