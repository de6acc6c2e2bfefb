from newsarchive import OutletSpider


class LuxemburgerWort(OutletSpider):
    name = "luxemburger_wort"
    title = "Luxemburger Wort"
    home = "https://www.wort.lu/"
    country, language, timezone = "lu", "de", "Europe/Luxembourg"
    feeds = ["https://www.wort.lu/de/rss"]
    sitemaps = ["https://www.wort.lu/sitemap-news.xml"]
    example_url = "https://www.wort.lu/sport/neue-regel-bestraft-breel-embolo-und-die-schweiz-fuer-den-fehler-des-schiedsrichters/158614751.html"
