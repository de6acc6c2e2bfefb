from newsarchive import OutletSpider


class Infobae(OutletSpider):
    name = "infobae"
    title = "Infobae"
    home = "https://www.infobae.com/"
    country, language, timezone = "ar", "es", "America/Argentina/Buenos_Aires"
    feeds = ["https://www.infobae.com/arc/outboundfeeds/rss/"]
    example_url = "https://www.infobae.com/america/mundo/2022/05/03/el-nobel-de-la-paz-ruso-dmitry-muratov-advirtio-que-el-regimen-de-vladimir-putin-podria-utilizar-armas-nucleares-en-ucrania/"
