from newsarchive import OutletSpider


class StarnieuwsSr(OutletSpider):
    name = "starnieuws_sr"
    title = "Starnieuws"
    home = "https://www.starnieuws.com/"
    country, language, timezone = "sr", "nl", "America/Paramaribo"
    feeds = ["https://www.starnieuws.com/rss/starnieuws.rss"]
