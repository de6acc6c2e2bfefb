from newsarchive import OutletSpider


class DabangaSudan(OutletSpider):
    name = "dabanga_sudan"
    title = "Dabanga"
    home = "https://www.dabangasudan.org/en"
    country, language, timezone = "sd", "en", "Africa/Khartoum"
    feeds = ["https://www.dabangasudan.org/en/feed"]
