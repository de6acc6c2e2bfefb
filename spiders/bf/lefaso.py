from newsarchive import OutletSpider


class Lefaso(OutletSpider):
    name = "lefaso"
    title = "leFaso.net"
    home = "https://lefaso.net/"
    country, language, timezone = "bf", "fr", "Africa/Ouagadougou"
    feeds = ["https://lefaso.net/spip.php?page=backend"]
