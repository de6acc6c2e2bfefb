from newsarchive import OutletSpider


class CorriereDellaSera(OutletSpider):
    name = "corriere_della_sera"
    title = "Corriere della Sera"
    home = "https://www.corriere.it/"
    country, language, timezone = "it", "it", "Europe/Rome"
    feeds = ["https://www.corriere.it/rss/homepage.xml", "https://www.corriere.it/rss/ultimora.xml"]
    example_url = "https://www.corriere.it/esteri/25_gennaio_05/trump-accoglie-meloni-a-mar-a-lago-ha-davvero-preso-d-assalto-l-europa-rubio-giorgia-leader-forte-incontro-anche-sul-caso-3c53a5b8-27fc-4886-a0bf-a10908331xlk.shtml"
