from newsarchive import OutletSpider


class RadioCanada(OutletSpider):
    name = "radio_canada"
    title = "Radio-Canada"
    home = "https://ici.radio-canada.ca/"
    domains = ["ici.radio-canada.ca"]
    country, language, timezone = "ca", "fr", "America/Toronto"
    feeds = ["https://ici.radio-canada.ca/info/rss/info/en-continu"]
