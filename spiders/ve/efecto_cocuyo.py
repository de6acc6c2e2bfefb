from newsarchive import OutletSpider


class EfectoCocuyo(OutletSpider):
    name = "efecto_cocuyo"
    title = "Efecto Cocuyo"
    home = "https://efectococuyo.com/"
    country, language, timezone = "ve", "es", "America/Caracas"
    feeds = ["https://efectococuyo.com/feed/"]
