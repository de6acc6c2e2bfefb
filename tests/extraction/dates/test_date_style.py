"""How a page writes dates follows from its declared language and region, else from its outlet."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from newsarchive.extraction.dates.date_style import date_style
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet

FETCHED = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "languages", "month_first"),
    [
        pytest.param("en-US", ("en",), True, id="American English"),
        pytest.param("en-GB", ("en",), False, id="British English"),
        pytest.param("de", ("de", "en"), False, id="German"),
        pytest.param("", ("en",), False, id="the outlet's language and country"),
    ],
)
def test_the_pages_language_decides_how_dates_are_read(
    parsed: Callable[..., ParsedPage], outlet: Outlet, lang: str, languages: tuple[str, ...], month_first: bool
) -> None:
    style = date_style(parsed(lang=lang, body="<p>x</p>"), outlet, FETCHED)
    assert (style.languages, style.is_month_first) == (languages, month_first)
