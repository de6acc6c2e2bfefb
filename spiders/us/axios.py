from newsarchive import OutletSpider


class Axios(OutletSpider):
    name = "axios"
    title = "Axios"
    home = "https://www.axios.com/"
    country, language, timezone = "us", "en", "America/New_York"
    feeds = ["https://api.axios.com/feed/"]
