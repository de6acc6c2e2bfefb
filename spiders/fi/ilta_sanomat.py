from newsarchive import OutletSpider


class IltaSanomat(OutletSpider):
    name = "ilta_sanomat"
    title = "Ilta-Sanomat"
    home = "https://www.is.fi/"
    country, language, timezone = "fi", "fi", "Europe/Helsinki"
    feeds = ["https://www.is.fi/rss/tuoreimmat.xml"]
