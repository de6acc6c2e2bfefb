from newsarchive import OutletSpider


class Aftenposten(OutletSpider):
    name = "aftenposten"
    title = "Aftenposten"
    home = "https://www.aftenposten.no/"
    country, language, timezone = "no", "nb", "Europe/Oslo"
    feeds = ["https://www.aftenposten.no/rss"]
    example_url = "https://www.aftenposten.no/meninger/spaltister/Portrett-av-scenekunstneren-som-ung-mann-7167959.html"
