from newsarchive import OutletSpider


class TwentyMinutesFr(OutletSpider):
    name = "twenty_minutes_fr"
    title = "20 Minutes"
    home = "https://www.20minutes.fr/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    feeds = ["https://www.20minutes.fr/feeds/rss-une.xml"]
    example_url = "https://www.20minutes.fr/medias/4030082-20230328-canal-chaine-condamnee-indemniser-maitena-biraben-plus-3-4-millions-euros"
