from newsarchive import OutletSpider


class Hessenschau(OutletSpider):
    name = "hessenschau"
    title = "hessenschau"
    home = "https://www.hessenschau.de/"
    country, language, timezone = "de", "de", "Europe/Berlin"
    feeds = ["https://www.hessenschau.de/index.rss"]
    example_url = "https://www.hessenschau.de/wirtschaft/schnellere-integration-job-turbo-hilft-gefluechteten-auf-dem-arbeitsmarkt-v1,ukrainer-arbeitsmarkt-100.html"
