"""Times that readers do not see: in scripts, in attributes, in calls."""

from collections.abc import Callable
from time import process_time

import pytest
from lxml.html import fragment_fromstring

from newsarchive.extraction.dates.hidden_times import time_in_attributes, time_in_call, times_in_scripts
from newsarchive.extraction.page.parsed_page import ParsedPage

TIME = "2026-11-20T08:05:00Z"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f'dataLayer.push({{"page": {{"publishDate": "{TIME}"}}}})', id="data layer"),
        pytest.param(f"var utag_data = {{'publish_date':'{TIME}'}}", id="single quotes"),
        pytest.param(f"window.page = {{pubDate: '{TIME}'}}", id="key without quotes"),
        pytest.param(f"var article_published_time = '{TIME}';", id="variable"),
        pytest.param(f'digitalData = {{page: {{issueDate: "{TIME}"}}}}', id="issue"),
        pytest.param(f'push([1, "{{\\"publishedAt\\":\\"{TIME}\\"}}"])', id="JSON in a string"),
        pytest.param(f"gtag('set', 'publication_date', '{TIME}')", id="arguments of a call"),
        pytest.param(f"page['firstPublished'] = '{TIME}'", id="index"),
    ],
)
def test_a_time_under_a_key_of_publication_is_found(parsed: Callable[..., ParsedPage], script: str) -> None:
    found = times_in_scripts(parsed(f"<script>{script}</script>"))
    assert [candidate.value for candidate in found] == [TIME]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f'{{"lastPublishedDate": "{TIME}"}}', id="last"),
        pytest.param(f'{{"publishedModified": "{TIME}"}}', id="modified"),
        pytest.param(f'{{"republishedAt": "{TIME}"}}', id="again"),
        pytest.param(f'{{"unpublishDate": "{TIME}"}}', id="end"),
        pytest.param(f'{{"buildTime": "{TIME}"}}', id="another key"),
        pytest.param('{"publishDate": "2026-11-20"}', id="a day"),
        pytest.param('{"publisherId": 17320945}', id="a number"),
    ],
)
def test_other_times_are_left_out(parsed: Callable[..., ParsedPage], script: str) -> None:
    assert [*times_in_scripts(parsed(f"<script>{script}</script>"))] == []


def test_json_ld_is_read_elsewhere(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(f'<script type="application/ld+json">{{"datePublished": "{TIME}"}}</script>')
    assert [*times_in_scripts(page)] == []


@pytest.mark.parametrize("piece", ["publishDate", 'publish_date":"2026', "publi ", "pubdate:" * 3, '\\"publish\\":'])
def test_a_long_script_takes_little_time(parsed: Callable[..., ParsedPage], piece: str) -> None:
    page = parsed(f"<script>{piece * (300_000 // len(piece))}</script>")
    start = process_time()
    list(times_in_scripts(page))
    assert process_time() - start < 1


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        (f'<span data-posted="{TIME}">2 d</span>', TIME),
        ('<span data-timestamp="1795161900">2 d</span>', "1795161900"),
        ('<span data-ts="1795161900000">2 d</span>', "1795161900000"),
        (f'<abbr title="{TIME}">2 d</abbr>', TIME),
        ('<span title="20 November 2026, 08:05">2 d</span>', "20 November 2026, 08:05"),
        ('<span data-id="1795161900">2 d</span>', None),
        ('<span title="Flood of 2026">2 d</span>', None),
        (f'<span class="{TIME}">2 d</span>', None),
        ("<span>20 November 2026</span>", None),
    ],
)
def test_an_attribute_may_have_the_time(markup: str, value: str | None) -> None:
    assert time_in_attributes(fragment_fromstring(markup)) == value


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ('showDate("2026-11-20 08:05")', "2026-11-20 08:05"),
        ("document.write(ago(1795161900000));", "1795161900000"),
        ("document.write(moment('2026/11/20 8:05').fromNow())", "2026/11/20 8:05"),
        ('show("2026-11-20 08:05"); show("2026-11-20 09:05")', None),
        ("var built = '2026-11-20 08:05';", None),
        ('showDate("2026-11-20 08:05");' + " " * 500, None),
        ("", None),
    ],
)
def test_a_call_may_print_the_time(script: str, value: str | None) -> None:
    assert time_in_call(fragment_fromstring(f"<script>{script}</script>")) == value
