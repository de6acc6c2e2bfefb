from newsarchive import OutletSpider


class Nrk(OutletSpider):
    name = "nrk"
    title = "NRK"
    home = "https://www.nrk.no/"
    country, language, timezone = "no", "nb", "Europe/Oslo"
    kind = "public_broadcaster"
    feeds = [
        "https://www.nrk.no/norge/toppsaker.rss",
        "https://www.nrk.no/urix/toppsaker.rss",
        "https://www.nrk.no/sport/toppsaker.rss",
        "https://www.nrk.no/kultur/toppsaker.rss",
    ]
    example_url = "https://www.nrk.no/ol/ol-i-paris-2024_-tarene-rant-for-stavhopper-lene-retzius-_-sa-kom-sjokkvendingen-1.16990729"
