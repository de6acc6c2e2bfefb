from newsarchive import OutletSpider


class TrtHaber(OutletSpider):
    name = "trt_haber"
    title = "TRT Haber"
    home = "https://www.trthaber.com/"
    country, language, timezone = "tr", "tr", "Europe/Istanbul"
    feeds = ["https://www.trthaber.com/sondakika.rss"]
