from newsarchive import OutletSpider


class Hln(OutletSpider):
    name = "hln"
    title = "Het Laatste Nieuws"
    home = "https://www.hln.be/"
    country, language, timezone = "be", "nl", "Europe/Brussels"
    feeds = ["https://www.hln.be/home/rss.xml"]
    example_url = "https://www.hln.be/in-de-buurt/leuven/minister-geens-bezoekt-pop-up-naaiatelier-en-krijgt-modieus-mondmasker-aangemeten~a88e678d/"
