from newsarchive import OutletSpider


class Tagesschau(OutletSpider):
    name = "tagesschau"
    title = "Tagesschau"
    home = "https://www.tagesschau.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "public_broadcaster"
    feeds = ["https://www.tagesschau.de/xml/rss2/"]
    article_urls = [r"\.html$"]
    example_url = "https://www.tagesschau.de/inland/innenpolitik/ahrtal-flut-bilanz-100.html"
