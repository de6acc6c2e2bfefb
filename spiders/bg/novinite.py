from newsarchive import OutletSpider


class Novinite(OutletSpider):
    name = "novinite"
    title = "Novinite"
    home = "https://www.novinite.com/"
    country, language, timezone = "bg", "en", "Europe/Sofia"
    feeds = ["https://www.novinite.com/services/news_rdf.php"]
