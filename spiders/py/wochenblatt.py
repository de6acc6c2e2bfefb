from newsarchive import OutletSpider


class Wochenblatt(OutletSpider):
    name = "wochenblatt"
    title = "Wochenblatt"
    home = "https://wochenblatt.cc/"
    country, language, timezone = "py", "de", "America/Asuncion"
    feeds = ["https://wochenblatt.cc/feed/"]
    example_url = "https://wochenblatt.cc/itaipu-hat-sechs-neue-ausschreibungen-in-hoehe-von-11-millionen-us-dollar/"
