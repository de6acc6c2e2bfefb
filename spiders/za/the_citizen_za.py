from newsarchive import OutletSpider


class TheCitizenZa(OutletSpider):
    name = "the_citizen_za"
    title = "The Citizen"
    home = "https://www.citizen.co.za/"
    country, language, timezone = "za", "en", "Africa/Johannesburg"
    feeds = ["https://citizen.co.za/feed/"]
    example_url = "https://www.citizen.co.za/news/south-africa/severe-storms-gauteng-residents-flood-risks/"
