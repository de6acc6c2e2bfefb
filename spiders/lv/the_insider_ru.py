from newsarchive import OutletSpider


class TheInsiderRu(OutletSpider):
    name = "the_insider_ru"
    title = "The Insider"
    home = "https://theins.ru/"
    country, language, timezone = "lv", "ru", "Europe/Riga"
    feeds = ["https://theins.ru/feed"]
    example_url = "https://theins.ru/confession/249947"
