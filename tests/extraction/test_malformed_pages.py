"""Malformed pages, which once raised an exception, give an outcome."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.article import explain
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Page

TEXT = "".join(
    f"<p>Sentence {number} of a report about the harbour, its bridge and the ferry that it replaces next year.</p>"
    for number in range(8)
)


@pytest.mark.parametrize(
    ("markup", "content_type"),
    [
        pytest.param(f"<title>Bridge</title>{TEXT}é".encode(), "text/html; charset=idna", id="charset idna"),
        pytest.param(f"<title>Bridge</title>{TEXT}".encode() + b"\xe9", "text/html; charset=idna", id="idna, no UTF-8"),
        pytest.param(f"<title>Bridge</title>{TEXT}".encode() + b"\xae", "text/html;charset=punycode", id="punycode"),
        pytest.param(f"<map><main></main>{TEXT}</map>".encode(), "text/html", id="a map for a root"),
        pytest.param(f"<object>{TEXT}</object>".encode(), "text/html", id="an object for a root"),
    ],
)
def test_a_malformed_page_is_an_outcome_and_raises_nothing(
    a_page: Callable[..., Page], outlet: Outlet, markup: bytes, content_type: str
) -> None:
    assert explain(a_page(markup, content_type=content_type), outlet).reading.outcome in Outcome
