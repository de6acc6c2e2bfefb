"""The source that JSON-LD and meta elements declare."""

import json
from collections.abc import Callable

import pytest

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.source.declared_source import declared_credit
from newsarchive.outlet import Outlet


def data(**properties: object) -> str:
    node = {"@type": "NewsArticle", "headline": "x", **properties}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("head", "source", "where"),
    [
        pytest.param(
            data(sourceOrganization={"name": "Reuters"}), "Reuters", "JSON-LD sourceOrganization", id="organization"
        ),
        pytest.param(data(provider={"name": "Harbour Times"}), "Harbour Times", "JSON-LD provider", id="an outlet"),
        pytest.param(data(copyrightHolder={"name": "AFP"}), "AFP", "JSON-LD copyrightHolder", id="copyright holder"),
        pytest.param('<meta name="dc.source" content="dpa">', "dpa", "meta dc.source", id="meta"),
        pytest.param(
            data(isBasedOn="https://harbourtimes.example/news/bridge-reopens-after-storm"),
            "harbourtimes.example",
            "JSON-LD isBasedOn",
            id="the same article at another outlet",
        ),
    ],
)
def test_a_declared_source_is_credited(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, source: str, where: str
) -> None:
    credit = declared_credit(parsed(head=head), outlet)
    assert credit is not None
    assert (credit.source, credit.where) == (source, where)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="nothing"),
        pytest.param(data(publisher={"name": "Harbour Times"}), id="a publisher that is not an agency"),
        pytest.param(data(sourceOrganization={"name": "Rivertown Post"}), id="the outlet itself"),
        pytest.param(data(provider={"name": "Rivertown Post Online News"}), id="a longer name of the outlet"),
        pytest.param('<meta name="source" content="web">', id="not a source"),
        pytest.param(data(isBasedOn="https://harbourtimes.example/news/another-article-today"), id="another article"),
        pytest.param(
            data(isBasedOn="https://rivertownpost.example/old/bridge-reopens-after-storm"), id="the outlet's own page"
        ),
        pytest.param(data(isBasedOn=7), id="not an address"),
    ],
)
def test_other_declarations_credit_nobody(parsed: Callable[..., ParsedPage], outlet: Outlet, head: str) -> None:
    assert declared_credit(parsed(head=head), outlet) is None
