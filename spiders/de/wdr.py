from newsarchive import OutletSpider


class Wdr(OutletSpider):
    name = "wdr"
    title = "WDR"
    home = "https://www1.wdr.de/"
    domains = ["www1.wdr.de"]
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "public_broadcaster"
    feeds = ["https://www1.wdr.de/uebersicht-100.feed"]
    skip_urls = ["/mediathek/"]
    example_url = "https://www1.wdr.de/nachrichten/landespolitik/feuerwehr-rentenalter-erhoehung-100.html"
