from newsarchive import OutletSpider


class AlmomentoDo(OutletSpider):
    name = "almomento_do"
    title = "AlMomento.net"
    home = "https://almomento.net/"
    country, language, timezone = "do", "es", "America/Santo_Domingo"
    feeds = ["https://almomento.net/feed/"]
