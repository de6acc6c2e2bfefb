from newsarchive import OutletSpider


class AlMasryAlYoum(OutletSpider):
    name = "al_masry_al_youm"
    title = "المصري اليوم"
    home = "https://www.almasryalyoum.com/"
    country, language, timezone = "eg", "ar", "Africa/Cairo"
    feeds = ["https://www.almasryalyoum.com/rss/RssFeeds?homePage=true"]
