from newsarchive import OutletSpider


class RadioTamazuj(OutletSpider):
    name = "radio_tamazuj"
    title = "Radio Tamazuj"
    home = "https://www.radiotamazuj.org/en"
    country, language, timezone = "ss", "en", "Africa/Juba"
    feeds = ["https://www.radiotamazuj.org/en/feed"]
