from newsarchive_outlets.shared.independent_media import IndependentMedia


class Isolezwe(IndependentMedia):
    name = "isolezwe"
    title = "Isolezwe"
    home = "https://isolezwe.co.za/"
    language = "zu"
    sitemaps = ["https://isolezwe.co.za/sitemap/"]
    example_url = "https://isolezwe.co.za/izindaba/2025-11-08-kubukeka-kukude-phambili-amaphara-edla-umzila-ethekwini/"
