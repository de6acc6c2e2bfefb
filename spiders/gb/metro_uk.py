from newsarchive import OutletSpider


class MetroUk(OutletSpider):
    name = "metro_uk"
    title = "Metro"
    home = "https://metro.co.uk/"
    country, language, timezone = "gb", "en", "Europe/London"
    sitemaps = ["https://metro.co.uk/news-sitemap.xml"]
    example_url = (
        "https://metro.co.uk/2024/11/18/sweden-tells-5-000-000-households-how-survive-wwiii-new-war-pamphlet-22018356/"
    )
