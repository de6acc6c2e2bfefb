from newsarchive import OutletSpider


class Ndr(OutletSpider):
    name = "ndr"
    title = "NDR"
    home = "https://www.ndr.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "public_broadcaster"
    sitemaps = ["https://www.ndr.de/news-102~news.xml"]
    skip_urls = [r"podcast\d{4}", r"/index\.html"]
    example_url = "https://www.ndr.de/nachrichten/niedersachsen/osnabrueck_emsland/forscher-aus-osnabrueck-warnt-studierende-verlernen-lesen,leseforscher-100.html"
