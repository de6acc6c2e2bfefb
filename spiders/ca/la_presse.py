from newsarchive import OutletSpider


class LaPresse(OutletSpider):
    name = "la_presse"
    title = "La Presse"
    home = "https://www.lapresse.ca/"
    country, language, timezone = "ca", "fr", "America/Toronto"
    feeds = ["https://www.lapresse.ca/actualites/rss"]
    example_url = "https://www.lapresse.ca/actualites/politique/2024-11-21/mesures-du-gouvernement-trudeau/un-conge-de-tps-cet-hiver-et-un-cheque-de-250-au-printemps.php"
