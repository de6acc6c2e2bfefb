from newsarchive import OutletSpider


class AgenciaBrasil(OutletSpider):
    name = "agencia_brasil"
    title = "Agência Brasil"
    home = "https://agenciabrasil.ebc.com.br/"
    domains = ["agenciabrasil.ebc.com.br"]
    country, language, timezone = "br", "pt-BR", "America/Sao_Paulo"
    kind = "agency"
    feeds = ["https://agenciabrasil.ebc.com.br/rss/ultimasnoticias/feed.xml"]
