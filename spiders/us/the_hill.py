from newsarchive import OutletSpider


class TheHill(OutletSpider):
    name = "the_hill"
    title = "The Hill"
    home = "https://thehill.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://thehill.com/news/feed"]
    example_url = "https://thehill.com/blogs/blog-briefing-room/news/471031-new-york-man-pleads-guilty-to-threatening-to-kill-omar"
