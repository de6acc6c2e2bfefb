from newsarchive_outlets.shared.independent_media import IndependentMedia


class DurbanLocal(IndependentMedia):
    name = "durban_local"
    title = "Durban Local"
    home = "https://www.durbanlocal.co.za/"
    language = "en"
    sitemaps = ["https://durbanlocal.co.za/sitemap/"]
    example_url = "https://durbanlocal.co.za/entertainment/2025-06-23-we-love-romance-declared-at-rom-con/"
