from newsarchive import OutletSpider


class OkoPress(OutletSpider):
    name = "oko_press"
    title = "OKO.press"
    home = "https://oko.press/"
    country, language, timezone = "pl", "pl", "Europe/Warsaw"
    feeds = ["https://oko.press/feed"]
    example_url = "https://oko.press/czy-da-sie-przewidziec-zawal-serca"
