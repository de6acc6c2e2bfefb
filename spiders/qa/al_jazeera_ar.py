from newsarchive import OutletSpider


class AlJazeeraAr(OutletSpider):
    name = "al_jazeera_ar"
    title = "الجزيرة نت"
    home = "https://www.aljazeera.net/"
    country, language, timezone = "qa", "ar", "Asia/Qatar"
    feeds = [
        "https://www.aljazeera.net/aljazeerarss/a7c186be-1adb-4b11-a982-4783e765316e/4e17ecdc-8fb9-40de-a5d6-d00f72384a51",
    ]
