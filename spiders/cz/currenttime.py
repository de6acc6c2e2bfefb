from newsarchive import OutletSpider


class Currenttime(OutletSpider):
    name = "currenttime"
    title = "Настоящее Время"
    home = "https://www.currenttime.tv/"
    country, language, timezone = "cz", "ru", "Europe/Prague"
    feeds = [
        "https://www.currenttime.tv/api/zgbip_e_tpp_",
        "https://www.currenttime.tv/api/ztktpyeimupt",
        "https://www.currenttime.tv/api/zpyomoe-rimi",
        "https://www.currenttime.tv/api/zqk-poekpbpo",
    ]
