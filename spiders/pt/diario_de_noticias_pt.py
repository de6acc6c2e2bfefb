from newsarchive import OutletSpider


class DiarioDeNoticiasPt(OutletSpider):
    name = "diario_de_noticias_pt"
    title = "Diário de Notícias"
    home = "https://www.dn.pt/"
    country, language, timezone = "pt", "pt", "Europe/Lisbon"
    feeds = ["https://www.dn.pt/stories.rss/"]
