from newsarchive import OutletSpider


class TimesOfCentralAsia(OutletSpider):
    name = "times_of_central_asia"
    title = "The Times of Central Asia"
    home = "https://timesca.com/"
    country, language, timezone = "kg", "en", "Asia/Bishkek"
    feeds = ["https://timesca.com/feed/"]
