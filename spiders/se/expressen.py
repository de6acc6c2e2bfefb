from newsarchive import OutletSpider


class Expressen(OutletSpider):
    name = "expressen"
    title = "Expressen"
    home = "https://www.expressen.se/"
    country, language, timezone = "se", "sv", "Europe/Stockholm"
    feeds = [
        "https://feeds.expressen.se/nyheter/",
        "https://feeds.expressen.se/gt",
        "https://feeds.expressen.se/kvp/",
        "https://feeds.expressen.se/sport/",
    ]
    skip_urls = ["/tv/", "expressen-direkt"]
    example_url = "https://www.expressen.se/nyheter/sverige/elever-atalas-for-misshandel-pa-lundsberg/"
