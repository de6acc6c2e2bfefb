from newsarchive import OutletSpider


class Estadao(OutletSpider):
    name = "estadao"
    title = "Estadão"
    home = "https://www.estadao.com.br/"
    country, language, timezone = "br", "pt-BR", "America/Sao_Paulo"
    feeds = ["https://www.estadao.com.br/arc/outboundfeeds/feeds/rss/sections/geral/"]
