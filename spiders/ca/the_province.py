from newsarchive_outlets.shared.postmedia import Postmedia


class TheProvince(Postmedia):
    name = "the_province"
    title = "The Province"
    home = "https://www.theprovince.com/"
    timezone = "America/Vancouver"
    feeds = ["https://theprovince.com/feed"]
    sitemaps = ["https://theprovince.com/sitemap-news.xml"]
    skip_urls = ["/editors/"]
    example_url = "https://theprovince.com/life/wine-guy-3-rose-and-rose-adjacent-bottles-to-sip-on-a-sunny-day"
