from newsarchive import OutletSpider


class DerFreitag(OutletSpider):
    name = "der_freitag"
    title = "der Freitag"
    home = "https://www.freitag.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.freitag.de/@@RSS"]
    example_url = (
        "https://www.freitag.de/autoren/lennart-laberenz/ehrengast-der-frankfurter-buchmesse-was-lesen-die-philippinen"
    )
