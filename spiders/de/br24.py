from newsarchive import OutletSpider


class Br24(OutletSpider):
    name = "br24"
    title = "BR24"
    home = "https://www.br.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "public_broadcaster"
    sitemaps = ["https://www.br.de/nachrichten/sitemaps/news.xml"]
    skip_urls = ["/br-fernsehen/sendungen/", r"/index\.html$"]
    example_url = (
        "https://www.br.de/nachrichten/bayern/oepnv-streiks-ein-existenzielles-problem-fuer-beschaeftigte,VGqtssT"
    )
