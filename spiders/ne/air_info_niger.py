from newsarchive import OutletSpider


class AirInfoNiger(OutletSpider):
    name = "air_info_niger"
    title = "Aïr Info Agadez"
    home = "https://airinfoagadez.com/"
    country, language, timezone = "ne", "fr", "Africa/Niamey"
    feeds = ["https://airinfoagadez.com/feed/"]
