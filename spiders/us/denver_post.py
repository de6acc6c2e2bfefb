from newsarchive import OutletSpider


class DenverPost(OutletSpider):
    name = "denver_post"
    title = "The Denver Post"
    home = "https://www.denverpost.com/"
    country, language, timezone = "us", "en", "America/Denver"
    feeds = ["https://feeds.denverpost.com/dp-news-topstories"]
