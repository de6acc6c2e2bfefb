from newsarchive import OutletSpider


class Handelsblatt(OutletSpider):
    name = "handelsblatt"
    title = "Handelsblatt"
    home = "https://www.handelsblatt.com/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "national"
    feeds = ["https://www.handelsblatt.com/contentexport/feed/schlagzeilen"]
    example_url = "https://www.handelsblatt.com/politik/international/grenzschliessungen-report-von-der-deutsch-franzoesischen-grenze-der-partner-wird-zum-fremden/25776812.html"
