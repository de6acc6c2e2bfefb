from newsarchive_outlets.shared.independent_media import IndependentMedia


class IsolezweLesiXhosa(IndependentMedia):
    name = "isolezwe_lesi_xhosa"
    title = "I'solezwe lesiXhosa"
    home = "https://www.isolezwelesixhosa.co.za/"
    language = "xh"
    sitemaps = ["https://isolezwelesixhosa.co.za/sitemap/"]
    example_url = "https://isolezwelesixhosa.co.za/iindaba/2025-11-07-ugigaba-akabanjwanga-emva-kokutyelela-i-idac/"
