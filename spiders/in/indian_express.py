from newsarchive import OutletSpider


class IndianExpress(OutletSpider):
    name = "indian_express"
    title = "The Indian Express"
    home = "https://indianexpress.com/"
    country, language, timezone = "in", "en", "Asia/Kolkata"
    feeds = ["https://indianexpress.com/section/india/feed"]
