from newsarchive import OutletSpider


class FreiePresse(OutletSpider):
    name = "freie_presse"
    title = "Freie Presse"
    home = "https://www.freiepresse.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = [
        "https://www.freiepresse.de/rss/rss_sachsen.php",
        "https://www.freiepresse.de/rss/rss_regional.php",
        "https://www.freiepresse.de/rss/rss_politik.php",
        "https://www.freiepresse.de/rss/rss_wirtschaft.php",
        "https://www.freiepresse.de/rss/rss_kultur.php",
        "https://www.freiepresse.de/rss/rss_sport.php",
    ]
    example_url = "https://www.freiepresse.de/nachrichten/panorama/niemand-glaubt-euch-totalschaden-netz-spott-ueber-fdp-generalsekretaer-tritt-zurueck-artikel13615373"
