from newsarchive_outlets.shared.postmedia import Postmedia


class NationalPost(Postmedia):
    name = "national_post"
    title = "National Post"
    home = "https://nationalpost.com/"
    owner = "Postmedia"
    feeds = ["https://nationalpost.com/feed"]
    sitemaps = ["https://nationalpost.com/sitemap-news.xml"]
    example_url = "https://nationalpost.com/news/world/latest-india-pakistan-missiles"
