"""Bot walls on any page that came back, whatever its status. Light, because readers' processes import it."""

from newsarchive.extraction.page.parsed_page import NotHtml, parse_page
from newsarchive.extraction.refusal.bot_walls import wall_of
from newsarchive.records import Page


def wall_on(page: Page) -> str | None:
    """The vendor of the bot wall that a page is; None for none, and for what is no page."""
    try:
        return wall_of(parse_page(page))
    except NotHtml:
        return None
