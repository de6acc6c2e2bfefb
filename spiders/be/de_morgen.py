from newsarchive import OutletSpider


class DeMorgen(OutletSpider):
    name = "de_morgen"
    title = "De Morgen"
    home = "https://www.demorgen.be/"
    country, language, timezone = "be", "nl", "Europe/Brussels"
    feeds = ["https://demorgen.be/in-het-nieuws/rss.xml"]
    example_url = "https://www.demorgen.be/nieuws/helft-belgische-moslims-is-fundamentalist~b2344ae6/"
