from newsarchive import OutletSpider


class NzHerald(OutletSpider):
    name = "nz_herald"
    title = "NZ Herald"
    home = "https://www.nzherald.co.nz/"
    country, language, timezone = "nz", "en", "Pacific/Auckland"
    feeds = ["https://rss.nzherald.co.nz/rss/xml/nzhrsscid_000000001.xml"]
