from newsarchive import OutletSpider


class RadioFarda(OutletSpider):
    name = "radio_farda"
    title = "رادیو فردا"
    home = "https://www.radiofarda.com/"
    country, language, timezone = "cz", "fa", "Europe/Prague"
    feeds = ["https://www.radiofarda.com/rss/"]
