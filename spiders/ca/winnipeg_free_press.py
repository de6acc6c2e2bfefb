from newsarchive import OutletSpider


class WinnipegFreePress(OutletSpider):
    name = "winnipeg_free_press"
    title = "Winnipeg Free Press"
    home = "https://www.winnipegfreepress.com/"
    country, language, timezone = "ca", "en", "America/Winnipeg"
    feeds = ["https://www.winnipegfreepress.com/feed"]
