from newsarchive import OutletSpider


class TheNationalAe(OutletSpider):
    name = "the_national_ae"
    title = "The National"
    home = "https://www.thenationalnews.com/"
    country, language, timezone = "ae", "en", "Asia/Dubai"
    feeds = ["https://www.thenationalnews.com/arc/outboundfeeds/rss/?outputType=xml"]
