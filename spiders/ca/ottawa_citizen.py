from newsarchive_outlets.shared.postmedia import Postmedia


class OttawaCitizen(Postmedia):
    name = "ottawa_citizen"
    title = "Ottawa Citizen"
    home = "https://ottawacitizen.com/"
    owner = "Postmedia"
    feeds = ["https://ottawacitizen.com/feed/"]
    sitemaps = ["https://ottawacitizen.com/sitemap-news.xml"]
    example_url = "https://ottawacitizen.com/public-service/ircc-gave-up-office-space"
