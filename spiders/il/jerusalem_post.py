from newsarchive import OutletSpider


class JerusalemPost(OutletSpider):
    name = "jerusalem_post"
    title = "The Jerusalem Post"
    home = "https://www.jpost.com/"
    country, language, timezone = "il", "en", "Asia/Jerusalem"
    feeds = ["https://www.jpost.com/rss/rssfeedsheadlines.aspx"]
    example_url = "https://www.jpost.com/Breaking-News/Son-of-former-German-president-stabbed-to-death-in-Berlin-608399"
