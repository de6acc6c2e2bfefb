from newsarchive import OutletSpider


class MitteldeutscheZeitung(OutletSpider):
    name = "mitteldeutsche_zeitung"
    title = "Mitteldeutsche Zeitung"
    home = "https://www.mz.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    sitemaps = ["https://www.mz.de/sitemaps/newssitemap-index.xml"]
    example_url = (
        "https://www.mz.de/deutschland-und-welt/politik/bericht-aktivistin-getotet-irans-justiz-dementiert-3835898"
    )
