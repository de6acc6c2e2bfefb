from newsarchive import OutletSpider


class DeStandaard(OutletSpider):
    name = "de_standaard"
    title = "De Standaard"
    home = "https://www.standaard.be/"
    country, language, timezone = "be", "nl", "Europe/Brussels"
    feeds = [
        "https://www.standaard.be/rss/section/eb1a6433-ca3f-4a3b-ab48-a81a5fb8f6e2",
        "https://www.standaard.be/rss/section/8f693cea-dba8-46e4-8575-807d1dc2bcb7",
    ]
