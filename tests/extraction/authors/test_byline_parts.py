"""What in an element marked as a byline is a name."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.authors.byline_parts import names_marked_in, parts_of_byline
from newsarchive.extraction.page.parsed_page import ParsedPage


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        pytest.param("By Anna Reed<time>2026-11-20</time>", ("By Anna Reed",), id="the time"),
        pytest.param(
            "Anna Reed <time>20 November</time> <i>Workshop</i> 12", ("Anna Reed",), id="what is behind the time"
        ),
        pytest.param("<time>20 November</time> by Anna Reed", ("by Anna Reed",), id="the name behind the time"),
        pytest.param("Anna Reed <time>10:15</time> <i>By Ben Hall</i>", ("Anna Reed", "By Ben Hall"), id="two bylines"),
        pytest.param('Anna Reed <i class="author-role">Bridges</i>', ("Anna Reed",), id="the position"),
        pytest.param('Anna Reed <i class="byline__title">Bridges</i>', ("Anna Reed",), id="the title of a byline"),
        pytest.param('<i class="author-role">Anna Reed</i>', ("Anna Reed",), id="not if nothing else is left"),
        pytest.param("Anna Reed<i>2 hours ago</i>", ("Anna Reed", "2 hours ago"), id="a digit behind a small letter"),
        pytest.param(
            '<a href="/anna">Anna Reed</a> <i>Madrid</i>', ("Anna Reed", "Madrid"), id="a whole name in a link"
        ),
        pytest.param("<b>Anna</b> <b>Reed</b>", ("Anna Reed",), id="one name in two elements"),
        pytest.param("Anna Reed<sup>1</sup>, Ben Hall<sup>2</sup>", ("Anna Reed", ", Ben Hall"), id="numbers of notes"),
    ],
)
def test_elements_separate_the_parts(parsed: Callable[..., ParsedPage], html: str, parts: tuple[str, ...]) -> None:
    element = parsed(body=f'<div class="byline">{html}</div>').all("div")[0]
    assert parts_of_byline(element) == parts


@pytest.mark.parametrize(
    ("html", "names"),
    [
        pytest.param('by <i class="fn">Anna Reed</i>, <b>City reporter</b>', ("Anna Reed",), id="hCard"),
        pytest.param('<i itemprop="name">Anna Reed</i> <i itemprop="jobTitle">x</i>', ("Anna Reed",), id="microdata"),
        pytest.param('<meta itemprop="name" content="Anna Reed">', ("Anna Reed",), id="a hidden name"),
        pytest.param('<i class="fn"> </i> Anna Reed', (), id="nothing in it"),
    ],
)
def test_names_marked_for_machines(parsed: Callable[..., ParsedPage], html: str, names: tuple[str, ...]) -> None:
    assert names_marked_in(parsed(body=f'<div class="vcard">{html}</div>').all("div")[0]) == names
