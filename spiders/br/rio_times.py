from newsarchive import OutletSpider


class RioTimes(OutletSpider):
    name = "rio_times"
    title = "The Rio Times"
    home = "https://www.riotimesonline.com/"
    country, language, timezone = "br", "en", "America/Sao_Paulo"
    feeds = ["https://riotimesonline.com/feed/"]
