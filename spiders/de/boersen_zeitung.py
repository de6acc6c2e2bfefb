from newsarchive import OutletSpider


class BoersenZeitung(OutletSpider):
    name = "boersen_zeitung"
    title = "Börsen-Zeitung"
    home = "https://www.boersen-zeitung.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    sitemaps = ["https://www.boersen-zeitung.de/sitemap/news.xml.gz"]
    example_url = (
        "https://www.boersen-zeitung.de/personen/deutsche-bank-nominiert-aufsichtsratschef-fuer-zweite-amtszeit"
    )
