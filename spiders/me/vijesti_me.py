from newsarchive import OutletSpider


class VijestiMe(OutletSpider):
    name = "vijesti_me"
    title = "Vijesti"
    home = "https://www.vijesti.me/"
    country, language, timezone = "me", "cnr", "Europe/Podgorica"
    feeds = ["https://www.vijesti.me/rss"]
