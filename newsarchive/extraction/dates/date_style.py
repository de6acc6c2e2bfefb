"""How a page writes its dates: language, order of day and month, time zone."""

import re
from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from newsarchive.extraction.dates.date_parsing import DateStyle
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet

_REGION = re.compile(r"^[a-zA-Z]{2,3}(?:[-_][a-zA-Z]{4})?[-_]([a-zA-Z]{2})$")


def date_style(parsed: ParsedPage, outlet: Outlet, fetched_at: datetime) -> DateStyle:
    """How a page of this outlet writes dates: by the page's declared language and region, else by the outlet's."""
    declared = _declared(parsed)
    languages = [*(tag.split("-")[0].lower() for tag in declared), outlet.language.split("-")[0].lower(), "en"]
    region = next((match[1] for tag in declared if (match := _REGION.match(tag))), None) or outlet.country
    order = _short_order(languages[0], region or _region_of_zone(outlet.timezone))
    known = tuple(dict.fromkeys(language for language in languages if language.isalpha() and language != "und"))
    return DateStyle(outlet.zone, fetched_at, known, order.startswith("m"), order.startswith("y"))


def _declared(parsed: ParsedPage) -> list[str]:
    root = parsed.tree.getroottree().getroot()
    offered = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        first_text(parsed.linked_data.article, "inLanguage"),
        parsed.first_meta("og:locale", "content-language", "language"),
    )
    return [tag.strip().replace("_", "-")[:12] for tag in offered if tag and tag.strip()]


def _region_of_zone(timezone: str) -> str | None:
    # For English without a country: only in America the month comes first.
    return "US" if timezone.startswith(("America/", "US/", "Pacific/Honolulu")) else "GB"


@lru_cache(maxsize=256)
def _short_order(language: str, region: str | None) -> str:
    """The order of day, month and year in short dates in the CLDR: "dmy", "mdy" or "ymd"."""
    for tag in (f"{language}_{(region or '').upper()}", language):
        try:
            pattern = Locale.parse(tag).date_formats["short"].pattern
        except (ValueError, UnknownLocaleError, TypeError):
            continue
        return "".join(sorted("dmy", key=pattern.lower().find))
    return "dmy"
