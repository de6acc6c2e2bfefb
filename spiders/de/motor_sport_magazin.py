from newsarchive import OutletSpider


class MotorSportMagazin(OutletSpider):
    name = "motor_sport_magazin"
    title = "Motorsport-Magazin.com"
    home = "https://www.motorsport-magazin.com/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.motorsport-magazin.com/rss/alle-rennserien.xml"]
    example_url = "https://www.motorsport-magazin.com/superbike/news-288299-superbike-hammer-erklaert-kawasaki-steigt-ende-2024-aus-und-doch-wieder-nicht/"
