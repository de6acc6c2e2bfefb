from newsarchive import OutletSpider


class MitTechnologyReview(OutletSpider):
    name = "mit_technology_review"
    title = "MIT Technology Review"
    home = "https://www.technologyreview.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://www.technologyreview.com/feed/"]
    example_url = "https://www.technologyreview.com/2020/09/10/1008282/north-korea-hackers-money-laundering-cryptocurrency-bitcoin/"
