from newsarchive import OutletSpider


class RadioPragueEn(OutletSpider):
    name = "radio_prague_en"
    title = "Radio Prague International"
    home = "https://english.radio.cz/"
    domains = ["english.radio.cz"]
    country, language, timezone = "cz", "en", "Europe/Prague"
    feeds = ["https://www.radio.cz/feeds/rss/en/en.xml"]
