from newsarchive import OutletSpider


class TurunSanomat(OutletSpider):
    name = "turun_sanomat"
    title = "Turun Sanomat"
    home = "https://www.ts.fi/"
    country, language, timezone = "fi", "fi", "Europe/Helsinki"
    feeds = ["https://www.ts.fi/rss.xml"]
