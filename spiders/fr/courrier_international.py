from newsarchive import OutletSpider


class CourrierInternational(OutletSpider):
    name = "courrier_international"
    title = "Courrier international"
    home = "https://www.courrierinternational.com/"
    country, language, timezone = "fr", "fr", "Europe/Paris"
    feeds = [
        "https://www.courrierinternational.com/feed/rubrique/france/rss.xml",
        "https://www.courrierinternational.com/feed/rubrique/geopolitique/rss.xml",
        "https://www.courrierinternational.com/feed/rubrique/economie/rss.xml",
        "https://www.courrierinternational.com/feed/rubrique/societe/rss.xml",
    ]
    example_url = (
        "https://www.courrierinternational.com/article/securite-informatique-cyberattaque-une-tempete-planetaire"
    )
