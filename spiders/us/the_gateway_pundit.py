from newsarchive import OutletSpider


class TheGatewayPundit(OutletSpider):
    name = "the_gateway_pundit"
    title = "The Gateway Pundit"
    home = "https://www.thegatewaypundit.com/"
    country, language, timezone = "us", "en", "America/Chicago"
    feeds = ["https://www.thegatewaypundit.com/feed/"]
    example_url = (
        "https://www.thegatewaypundit.com/2026/07/as-protests-grow-dismissal-defense-minister-fedorov-zelensky/"
    )
