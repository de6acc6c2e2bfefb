from newsarchive import OutletSpider


class NetzpolitikOrg(OutletSpider):
    name = "netzpolitik_org"
    title = "netzpolitik.org"
    home = "https://netzpolitik.org/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://netzpolitik.org/feed/"]
    article_urls = [r"/20\d\d/"]
    example_url = "https://netzpolitik.org/2024/breakpoint-hilfe-die-fundis-kommen/"
