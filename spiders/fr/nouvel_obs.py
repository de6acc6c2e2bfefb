from newsarchive import OutletSpider


class NouvelObs(OutletSpider):
    name = "nouvel_obs"
    title = "Le Nouvel Obs"
    home = "https://www.nouvelobs.com/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    feeds = ["https://www.nouvelobs.com/a-la-une/rss.xml"]
    example_url = "https://www.nouvelobs.com/politique/20240526.OBS88893/cannes-2024-le-tweet-transphobe-de-marion-marechal-apres-le-prix-decerne-a-karla-sof-a-gascon.html"
