from newsarchive import OutletSpider


class IndependentUk(OutletSpider):
    name = "independent_uk"
    title = "The Independent"
    home = "https://www.independent.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    kind = "national"
    sitemaps = ["https://www.independent.co.uk/sitemaps/googlenews"]
    example_url = "https://www.independent.co.uk/news/world/laos-methanol-poisoning-holly-bowles-death-b2651790.html"
