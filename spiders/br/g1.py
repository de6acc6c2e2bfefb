from newsarchive import OutletSpider


class G1(OutletSpider):
    name = "g1"
    title = "g1"
    home = "https://g1.globo.com/"
    domains = ["g1.globo.com"]
    country, language, timezone = "br", "pt-BR", "America/Sao_Paulo"
    feeds = ["https://g1.globo.com/rss/g1/"]
