from newsarchive_outlets.shared.euronews import Euronews


class EuronewsEn(Euronews):
    name = "euronews_en"
    title = "Euronews"
    home = "https://www.euronews.com/"
    domains = ["www.euronews.com"]
    language = "en"
    sitemaps = ["https://www.euronews.com/sitemaps/en/latest-news.xml"]
    example_url = "https://www.euronews.com/2026/01/06/as-trump-pitches-venezuelan-oil-dream-for-us-companies-experts-warn-it-wont-be-cheap-or-ea"
