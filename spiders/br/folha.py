from newsarchive import OutletSpider


class Folha(OutletSpider):
    name = "folha"
    title = "Folha de S.Paulo"
    home = "https://www.folha.uol.com.br/"
    domains = ["folha.uol.com.br"]
    country, language, timezone = "br", "pt-BR", "America/Sao_Paulo"
    feeds = ["https://feeds.folha.uol.com.br/emcimadahora/rss091.xml"]
