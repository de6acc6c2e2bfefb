from newsarchive import OutletSpider


class Dizindaba(OutletSpider):
    name = "dizindaba"
    title = "Dizindaba"
    home = "https://www.dizindaba.co.za/"
    country, language, timezone = "za", "xh", "Africa/Johannesburg"
    feeds = ["https://dizindaba.co.za/feed/"]
    example_url = (
        "https://dizindaba.co.za/2023/04/10/urhulumente-uthabatha-indlela-eyiyo-yokuvezela-ulutsha-imisebenzi/"
    )
