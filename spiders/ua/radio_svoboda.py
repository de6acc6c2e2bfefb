from newsarchive import OutletSpider


class RadioSvoboda(OutletSpider):
    name = "radio_svoboda"
    title = "Радіо Свобода"
    home = "https://www.radiosvoboda.org/"
    country, language, timezone = "ua", "uk", "Europe/Kyiv"
    feeds = [
        "https://www.radiosvoboda.org/api/zrqiteuuir",
        "https://www.radiosvoboda.org/api/zqk_myekpymv",
        "https://www.radiosvoboda.org/api/zipkqejjki",
        "https://www.radiosvoboda.org/api/zppkoe-jkp",
    ]
