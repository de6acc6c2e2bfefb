from newsarchive import OutletSpider


class G4media(OutletSpider):
    name = "g4media"
    title = "G4Media"
    home = "https://www.g4media.ro/"
    country, language, timezone = "ro", "ro", "Europe/Bucharest"
    feeds = ["https://www.g4media.ro/feed/"]
