from newsarchive import OutletSpider


class JakartaPost(OutletSpider):
    name = "jakarta_post"
    title = "The Jakarta Post"
    home = "https://www.thejakartapost.com/"
    country, language, timezone = "id", "en", "Asia/Jakarta"
    feeds = ["https://rss.thejakartapost.com/home"]
