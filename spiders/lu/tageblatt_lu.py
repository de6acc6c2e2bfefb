from newsarchive import OutletSpider


class TageblattLu(OutletSpider):
    name = "tageblatt_lu"
    title = "Tageblatt"
    home = "https://www.tageblatt.lu/"
    country, language, timezone = "lu", "de", "Europe/Luxembourg"
    sitemaps = ["https://www.tageblatt.lu/Sitemap_Index.xml.gz"]
    skip_urls = [r"-[a-z]+[0-9]+\.html"]
    example_url = "https://www.tageblatt.lu/Sport/Beleidigen-und-beschuldigen-Skisprung-Zoff-ums-Material-23711.html"
