from newsarchive import OutletSpider


class Mdr(OutletSpider):
    name = "mdr"
    title = "MDR"
    home = "https://www.mdr.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    kind = "public_broadcaster"
    feeds = ["https://www.mdr.de/nachrichten/index-rss.xml"]
    sitemaps = ["https://www.mdr.de/news-sitemap.xml"]
    skip_urls = ["/video/", r"video-\d+\.html"]
    example_url = "https://www.mdr.de/nachrichten/sachsen-anhalt/hitzeschaeden-strassenbahn-autobahn,hitzeschaeden-strassenbahn-autobahn-100.html"
