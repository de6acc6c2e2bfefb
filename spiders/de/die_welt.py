from newsarchive import OutletSpider


class DieWelt(OutletSpider):
    name = "die_welt"
    title = "WELT"
    home = "https://www.welt.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "national"
    feeds = ["https://www.welt.de/feeds/latest.rss"]
    sitemaps = ["https://www.welt.de/sitemaps/newssitemap/newssitemap.xml"]
    skip_urls = ["/Anlegertipps-", r"/videos?\d\d", "/mediathek/"]
    example_url = "https://www.welt.de/politik/deutschland/article253202060/Landtagswahl-in-Thueringen-Voigt-Hoecke-und-der-Vorwurf-einer-Luege-vor-laufender-Kamera.html"
