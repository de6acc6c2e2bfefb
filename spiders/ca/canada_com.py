from newsarchive_outlets.shared.postmedia import Postmedia


class CanadaCom(Postmedia):
    name = "canada_com"
    title = "Canada.com"
    home = "https://www.canada.com/"
    feeds = ["https://o.canada.com/feed"]
    sitemaps = ["https://o.canada.com/sitemap-news.xml"]
    example_url = "https://o.canada.com/travel/iconic-jasper-resort-reopens-after-100m-revamp"
