from newsarchive import OutletSpider


class HelsinginSanomat(OutletSpider):
    name = "helsingin_sanomat"
    title = "Helsingin Sanomat"
    home = "https://www.hs.fi/"
    country, language, timezone = "fi", "fi", "Europe/Helsinki"
    feeds = ["https://www.hs.fi/rss/tuoreimmat.xml"]
