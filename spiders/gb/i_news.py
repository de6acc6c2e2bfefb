from newsarchive import OutletSpider


class TheIPaper(OutletSpider):
    name = "i_news"
    title = "The i Paper"
    home = "https://inews.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    sitemaps = ["https://inews.co.uk/sitemap.xml"]
    example_url = "https://inews.co.uk/news/environment/just-stop-oil-activists-disrupt-west-end-play-as-sigourney-weaver-performs-3504901"
