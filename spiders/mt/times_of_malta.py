from newsarchive import OutletSpider


class TimesOfMalta(OutletSpider):
    name = "times_of_malta"
    title = "Times of Malta"
    home = "https://timesofmalta.com/"
    country, language, timezone = "mt", "en", "Europe/Malta"
    feeds = ["https://www.timesofmalta.com/rss"]
