from newsarchive_outlets.shared.postmedia import Postmedia


class FinancialPost(Postmedia):
    name = "financial_post"
    title = "Financial Post"
    home = "https://financialpost.com/"
    owner = "Postmedia"
    feeds = ["https://financialpost.com/feed"]
    sitemaps = ["https://financialpost.com/sitemap-news.xml"]
    example_url = "https://financialpost.com/news/economy/economists-weigh-in-jobs-report"
