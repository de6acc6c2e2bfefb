from newsarchive import OutletSpider


class SvtNyheter(OutletSpider):
    name = "svt_nyheter"
    title = "SVT Nyheter"
    home = "https://www.svt.se/nyheter/"
    country, language, timezone = "se", "sv", "Europe/Stockholm"
    kind = "public_broadcaster"
    feeds = ["https://www.svt.se/nyheter/rss.xml"]
